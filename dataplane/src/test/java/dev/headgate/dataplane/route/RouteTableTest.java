package dev.headgate.dataplane.route;

import static dev.headgate.contract.Route.HeaderMatch.Exact;
import static dev.headgate.contract.Route.HeaderMatch.Prefix;
import static dev.headgate.contract.Route.HeaderMatch.RegularExpression;
import static dev.headgate.dataplane.Routes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Consumers;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Refusal;
import dev.headgate.contract.Route;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.Backends;
import dev.headgate.dataplane.Routes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RouteTableTest {
  private static final Map<String, String> HEADERS =
      Map.of("x-headgate-feature", "summarise", "x-env", "prod-eu");

  /** Each pair: the first is the more specific one, for checkout asking for gpt-5-mini. */
  static Stream<Arguments> pairs() {
    return Stream.of(
        pair(
            "an exact model before a pattern",
            b("a").models("gpt-5-mini"),
            many(b("b").models("gpt-5-*"))),
        pair("a longer literal prefix", b("a").models("gpt-5-*"), many(b("b").models("gpt-*"))),
        pair("a prefix before a suffix", b("a").models("g*"), b("b").models("*-5-mini")),
        pair(
            "the best of a route's own patterns counts",
            b("a").models("*", "gpt-5-m*"),
            b("b").models("gpt-5-*")),
        pair("a pattern before none", b("a").models("g*"), many(b("b"))),
        pair(
            "more headers",
            many(b("z").models("*")),
            b("b").models("*").header("x-env", "prod-eu", Exact)),
        pair(
            "more headers of any kind",
            b("a")
                .header("x-env", "prod-", Prefix)
                .header("x-headgate-feature", ".*", RegularExpression),
            b("b").header("x-env", "prod-eu", Exact)),
        pair(
            "Exact before Prefix",
            b("a").header("x-env", "prod-eu", Exact),
            b("b").header("x-env", "prod-eu", Prefix)),
        pair(
            "Prefix before RegularExpression",
            b("a").header("x-env", "prod", Prefix),
            b("b").header("x-env", "prod-eu", RegularExpression)),
        pair(
            "headers before consumers",
            b("a").header("x-env", "prod", Prefix),
            b("b").consumers(names())),
        pair(
            "consumers by name",
            b("a").consumers(names()),
            b("b")
                .consumers(
                    new Consumers(
                        List.of(),
                        Map.of("plan", "standard"),
                        List.of("payments"),
                        List.of("shop"),
                        List.of("paid")))),
        pair(
            "then labels",
            b("a")
                .consumers(
                    new Consumers(
                        List.of(), Map.of("plan", "standard"), List.of(), List.of(), List.of())),
            b("b")
                .consumers(
                    new Consumers(
                        List.of(),
                        Map.of(),
                        List.of("payments"),
                        List.of("shop"),
                        List.of("paid")))),
        pair(
            "then team",
            b("a")
                .consumers(
                    new Consumers(List.of(), Map.of(), List.of("payments"), List.of(), List.of())),
            b("b")
                .consumers(
                    new Consumers(
                        List.of(), Map.of(), List.of(), List.of("shop"), List.of("paid")))),
        pair(
            "then tenant",
            b("a")
                .consumers(
                    new Consumers(List.of(), Map.of(), List.of(), List.of("shop"), List.of())),
            b("b")
                .consumers(
                    new Consumers(List.of(), Map.of(), List.of(), List.of(), List.of("paid")))),
        pair(
            "then tier",
            b("a")
                .consumers(
                    new Consumers(List.of(), Map.of(), List.of(), List.of(), List.of("paid"))),
            b("b").dialects(true, Dialect.OpenAI)),
        pair(
            "dialects named",
            b("a").dialects(true, Dialect.OpenAI),
            b("b").dialects(false, Dialect.OpenAI, Dialect.Gemini)),
        pair("the older", b("z").createdAt(1), b("b").createdAt(2)),
        pair("the smaller id where no age is known", b("a"), b("b")),
        pair("the smaller id where one age is unknown", b("a").createdAt(9), b("b").createdAt(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void theMoreSpecificRouteWins(String rule, Route winner, Route loser) {
    for (var routes : List.of(List.of(winner, loser), List.of(loser, winner))) {
      assertThat(found(table(routes), ask("gpt-5-mini"))).isEqualTo(winner.id());
    }
    assertThat(found(table(List.of(loser)), ask("gpt-5-mini")))
        .as("it matches")
        .isEqualTo(loser.id());
  }

  @Test
  void theOrderOfTheSnapshotDecidesNothing() {
    var routes = new ArrayList<Route>();
    pairs().forEach(p -> routes.add((Route) p.get()[1]));
    for (int i = 0; i < routes.size(); i++) {
      routes.set(i, renamed(routes.get(i), "ai/r" + i));
    }
    var random = new Random(3);
    var winner = found(table(routes), ask("gpt-5-mini"));

    for (int i = 0; i < 50; i++) {
      Collections.shuffle(routes, random);
      assertThat(found(table(routes), ask("gpt-5-mini"))).isEqualTo(winner);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5,gpt-5,true",
    "gpt-5,gpt-5-mini,false",
    "gpt-5,GPT-5,false",
    "gpt-*,gpt-,true",
    "gpt-*,gp,false",
    "*,anything,true",
    "*-mini,gpt-5-mini,true",
    "*-mini,gpt-5-mini-2,false",
    "gpt-*-mini,gpt-5-mini,true",
    "gpt-*-mini,gpt-mini,false",
    "a*b*c,a-b-b-c,true",
    "a*b*c,a-c-b,false",
    "a**b,ab,true",
    "claude-sonnet-*,claude-sonnet-4-5,true",
    "gpt.5,gpt-5,false",
  })
  void aStarStandsForAnyCharacters(String pattern, String model, boolean matches) {
    var table = table(List.of(b("r").models(pattern).build()));

    assertThat(table.match(ask(model)) instanceof RouteMatch.Matched).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "Exact,summarise,true",
    "Exact,summar,false",
    "Prefix,summar,true",
    "Prefix,Summar,false",
    "RegularExpression,sum.*,true",
    "RegularExpression,ummaris,false",
    "RegularExpression,(?i)SUMMARISE|translate,true",
  })
  void aHeaderIsComparedAsItsTypeSays(Route.HeaderMatch type, String value, boolean matches) {
    var table = table(List.of(b("r").header("x-headgate-feature", value, type).build()));

    assertThat(table.match(ask("m")) instanceof RouteMatch.Matched).isEqualTo(matches);
    assertThat(table.match(query(checkout(), Dialect.OpenAI, "m", HeaderLookup.NONE)))
        .isInstanceOf(RouteMatch.NoRoute.class);
  }

  @Test
  void aRegularExpressionThatWouldBacktrackIsAnsweredInLinearTime() {
    var table = table(List.of(b("r").header("x-e", "(a*)*(a*)*b", RegularExpression).build()));

    assertThat(table.match(query(checkout(), Dialect.OpenAI, "m", name -> "a".repeat(20_000))))
        .isInstanceOf(RouteMatch.NoRoute.class);
  }

  @Test
  void aSnapshotWithARegularExpressionThatIsNoneIsNotIndexed() {
    assertThatThrownBy(() -> table(List.of(b("r").header("x-e", "(", RegularExpression).build())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ai/r");
  }

  @Test
  void aRefusedRouteKeepsItsMatchAgainstLessStrictOnes() {
    var table =
        table(
            List.of(
                b("strict").models("gpt-5-mini").refused("NotSupportedYet").dialects(false).build(),
                b("loose").build()));

    assertThat(table.match(ask("gpt-5-mini")))
        .isEqualTo(
            new RouteMatch.NotProgrammed(
                "LlmRoute", "ai/strict", new Refusal("NotSupportedYet", "because")));
    assertThat(found(table, ask("other"))).isEqualTo("ai/loose");
  }

  @Test
  void aRouteRefusedForItsRegularExpressionKeepsThoseWhoSendTheHeader() {
    var table =
        table(
            List.of(
                b("strict").header("x-env", "(", RegularExpression).refused("Invalid").build(),
                b("loose").build()));

    assertThat(table.match(ask("m"))).isInstanceOf(RouteMatch.NotProgrammed.class);
    assertThat(found(table, query(checkout(), Dialect.OpenAI, "m", HeaderLookup.NONE)))
        .isEqualTo("ai/loose");
  }

  @Test
  void aRefusedRouteTakesOnlyCallsThatItWouldHaveServed() {
    var table =
        table(
            List.of(
                b("gemini").models("m").refused("X").dialects(true, Dialect.Gemini).build(),
                b("paid").models("m").refused("X").consumers(tier("gold")).build(),
                b("loose").build()));

    assertThat(found(table, ask("m"))).isEqualTo("ai/loose");
  }

  @Test
  void aRefusedConsumerIsNotServed() {
    var refused =
        new Consumer(
            "ai/checkout",
            new Refusal("KeyConflict", "two"),
            "shop",
            null,
            null,
            null,
            Map.of(),
            List.of(),
            null,
            List.of(),
            List.of());

    assertThat(
            table(List.of(b("r").build())).match(query(refused, Dialect.OpenAI, "m", HEADERS::get)))
        .isEqualTo(
            new RouteMatch.NotProgrammed(
                "LlmConsumer", "ai/checkout", new Refusal("KeyConflict", "two")));
  }

  static Stream<Arguments> bars() {
    return Stream.of(
        arguments(
            consumer(List.of("ai/other"), List.of(), List.of()), RouteMatch.Rule.ConsumerRoutes),
        arguments(consumer(List.of(), List.of(), List.of()), RouteMatch.Rule.ConsumerRoutes),
        arguments(consumer(null, List.of("gpt-*"), List.of()), RouteMatch.Rule.AllowedModels),
        arguments(
            consumer(null, List.of(), List.of(TrafficClass.Batch)),
            RouteMatch.Rule.AllowedClasses));
  }

  @ParameterizedTest
  @MethodSource("bars")
  void aModelWhoseOnlyRoutesTheCallerMayNotUseIsNotAllowed(Consumer who, RouteMatch.Rule rule) {
    var table = table(List.of(b("r").models("claude").build()));

    assertThat(table.match(query(who, Dialect.OpenAI, "claude", HEADERS::get)))
        .isEqualTo(new RouteMatch.NotAllowed("claude", rule));
    assertThat(table.match(query(who, Dialect.OpenAI, "unheard-of", HEADERS::get)))
        .isEqualTo(new RouteMatch.NoRoute("unheard-of"));
    assertThat(table.models(who, Dialect.OpenAI, HEADERS::get)).isEmpty();
  }

  @Test
  void aRouteForOthersIsNotAllowed() {
    var table = table(List.of(b("r").consumers(tier("gold")).build()));

    assertThat(table.match(ask("m")))
        .isEqualTo(new RouteMatch.NotAllowed("m", RouteMatch.Rule.RouteConsumers));
  }

  @Test
  void aCallerWhoMayNotUseTheBestRouteGetsTheNextOne() {
    var table =
        table(List.of(b("best").models("gpt-5").build(), b("next").models("gpt-*").build()));
    var who = consumer(List.of("ai/next"), List.of("gpt-*"), List.of(TrafficClass.Interactive));

    assertThat(found(table, query(who, Dialect.OpenAI, "gpt-5", HEADERS::get)))
        .isEqualTo("ai/next");
  }

  @Test
  void aDialectThatNoMatchServesIsUntranslatable() {
    var openAi = b("openai").models("gpt-5").build();
    var table =
        table(List.of(openAi, b("both").dialects(true, Dialect.OpenAI, Dialect.Gemini).build()));

    assertThat(found(table, query(checkout(), Dialect.Gemini, "gpt-5", HEADERS::get)))
        .isEqualTo("ai/both");
    assertThat(table.match(query(checkout(), Dialect.Anthropic, "gpt-5", HEADERS::get)))
        .isEqualTo(new RouteMatch.Untranslatable(openAi));
  }

  @Test
  void theModelsOfACallerAreThoseTheyWouldBeServed() {
    var table =
        RouteTable.of(
            Backends.snapshot(
                List.of(
                    Backends.backend(
                        "ai/openai", Backends.model("gpt-5"), Backends.model("gpt-5-mini"))),
                List.of(
                    b("chat").models("chat", "gpt-*").target(1, "ai/openai", "gpt-5-mini").build(),
                    b("code")
                        .models("coding")
                        .target(1, "ai/openai", "gpt-5")
                        .consumers(tier("paid"))
                        .build(),
                    b("broken").models("broken").refused("X").build(),
                    b("dev").models("dev").header("x-env", "dev", Exact).build())));

    assertThat(table.models(checkout(), Dialect.OpenAI, HEADERS::get))
        .containsExactly("chat", "coding", "gpt-5", "gpt-5-mini");
    assertThat(table.models(checkout(), Dialect.OpenAI, n -> "dev")).contains("dev");
    assertThat(table.models(checkout(), Dialect.Gemini, HEADERS::get)).isEmpty();
    assertThat(
            table.models(consumer(null, List.of("chat"), List.of()), Dialect.OpenAI, HEADERS::get))
        .containsExactly("chat");
  }

  @Test
  void aMatchBringsItsTargetsByTierAndNamesThoseThatAreMissing() {
    var table =
        RouteTable.of(
            Backends.snapshot(
                List.of(
                    Backends.backend("ai/a", Backends.model("m")),
                    Backends.backend("ai/b", Backends.model("m"))),
                List.of(
                    b("r")
                        .target(2, "ai/b", "m")
                        .target(1, "ai/a", "m")
                        .target(1, "ai/a", "gone")
                        .target(3, "ai/gone", "m")
                        .retry(2, 6)
                        .tier(2, 4)
                        .build())));

    var matched = (RouteMatch.Matched) table.match(ask("m"));

    assertThat(matched.candidates())
        .extracting(c -> c.key().label() + " x" + c.maxCalls())
        .containsExactly("a/m x3", "b/m x4");
    assertThat(matched.unready())
        .extracting(s -> s.tier() + " " + s.reason().describe())
        .containsExactly(
            "1 model gone of backend ai/a is not there", "3 backend ai/gone is not there");
  }

  @Test
  void aThousandRoutesAreFoundByTheirNames() {
    var routes = new ArrayList<Route>();
    for (int i = 0; i < 1_000; i++) {
      routes.add(b("exact" + i).models("model-" + i).build());
      routes.add(b("pattern" + i).models("family-" + i + "-*").build());
    }
    var table = table(routes);

    for (int i = 0; i < 1_000; i++) {
      assertThat(found(table, ask("model-" + i))).isEqualTo("ai/exact" + i);
      assertThat(found(table, ask("family-" + i + "-x"))).isEqualTo("ai/pattern" + i);
    }
    assertThat(table.match(ask("family-1000-x"))).isInstanceOf(RouteMatch.NoRoute.class);
  }

  private static Arguments pair(String rule, Routes winner, Routes loser) {
    return arguments(rule, winner.build(), loser.build());
  }

  /** Everything that counts less than the model. */
  private static Routes many(Routes routes) {
    return routes
        .header("x-env", "prod-eu", Exact)
        .header("x-headgate-feature", "summarise", Exact)
        .consumers(names())
        .dialects(true, Dialect.OpenAI)
        .createdAt(1);
  }

  private static Routes b(String name) {
    return route("ai/" + name);
  }

  private static Consumers names() {
    return new Consumers(List.of("ai/checkout"), Map.of(), List.of(), List.of(), List.of());
  }

  private static Consumers tier(String tier) {
    return new Consumers(List.of(), Map.of(), List.of(), List.of(), List.of(tier));
  }

  private static Route renamed(Route r, String id) {
    return new Route(
        id,
        r.createdAtMs(),
        r.refused(),
        r.match(),
        r.trafficClass(),
        r.strategy(),
        r.targets(),
        r.tiers(),
        r.retry(),
        r.fallback(),
        r.streaming(),
        r.limits(),
        r.requestTimeoutMs());
  }

  private static Consumer checkout() {
    return consumer(null, List.of(), List.of());
  }

  private static Consumer consumer(
      @Nullable List<String> routes, List<String> models, List<TrafficClass> classes) {
    return new Consumer(
        "ai/checkout",
        null,
        "shop",
        "payments",
        null,
        "paid",
        Map.of("plan", "standard"),
        List.of(),
        routes,
        models,
        classes);
  }

  private static RouteTable table(List<Route> routes) {
    return RouteTable.of(Backends.snapshot(List.<Backend>of(), routes));
  }

  private static RouteQuery ask(String model) {
    return query(checkout(), Dialect.OpenAI, model, HEADERS::get);
  }

  private static RouteQuery query(
      Consumer who, Dialect dialect, String model, HeaderLookup headers) {
    return new RouteQuery(who, dialect, model, headers);
  }

  private static String found(RouteTable table, RouteQuery query) {
    return table.match(query) instanceof RouteMatch.Matched matched
        ? matched.route().id()
        : table.match(query).toString();
  }
}
