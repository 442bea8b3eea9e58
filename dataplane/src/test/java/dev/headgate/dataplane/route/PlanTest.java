package dev.headgate.dataplane.route;

import static dev.headgate.dataplane.Routes.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.Backends;
import dev.headgate.dataplane.Routes;
import dev.headgate.dataplane.circuit.TargetCircuits;
import dev.headgate.dataplane.terms.TargetKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final List<Backend> BACKENDS =
      List.of(
          Backends.backend(
              "ai/a",
              Backends.model("small", 8_000, Capability.Streaming),
              Backends.model("big", 200_000, Capability.Streaming, Capability.Tools)),
          Backends.backend("ai/b", Backends.model("plain", 32_000, Capability.Tools)),
          Backends.backend("ai/c", Backends.model("unsaid", 0)),
          Backends.backend(
              "ai/e",
              embedding("here", "space"),
              embedding("there", "space"),
              embedding("elsewhere", "other"),
              embedding("nowhere", null)));

  private static final Needs EMBEDDINGS = new Needs(Set.of(Capability.Embeddings), 0, 0);

  private static Backend.Model embedding(String name, String space) {
    return new Backend.Model(name, name, 80, 8_000, 1, List.of(Capability.Embeddings), null, space);
  }

  private final TargetCircuits circuits =
      new TargetCircuits(
          () -> 0, () -> Instant.EPOCH, new Random(1), (target, before, after) -> {});
  private final Random random = new Random(1);

  PlanTest() {
    circuits.apply(Backends.snapshot(BACKENDS, List.of()));
  }

  @Test
  void tiersFollowEachOtherAndInsideATierTheManifestsOrder() {
    var route =
        usual().target(2, "ai/c", "unsaid").target(1, "ai/b", "plain").target(1, "ai/a", "big");

    assertThat(walk(plan(route, Needs.NOTHING)))
        .containsExactly("1 First b/plain", "2 Failover a/big", "3 Failover c/unsaid");
  }

  @Test
  void onlyTheFirstTierIsRetriedUnlessATierSaysOtherwise() {
    var route = usual().target(1, "ai/a", "big").target(2, "ai/b", "plain").retry(2, 10);
    var plan = plan(route, Needs.NOTHING);

    var first = plan.next().orElseThrow();
    var second = plan.again(first).orElseThrow();
    var third = plan.again(second).orElseThrow();
    assertThat(List.of(second.kind(), third.kind())).containsOnly(Step.Kind.Retry);
    assertThat(third.call()).isEqualTo(3);
    assertThat(third.attempt()).isEqualTo(3);
    assertThat(plan.mayCallAgain(third)).isFalse();
    assertThat(plan.again(third)).isEmpty();
    var fallback = plan.next().orElseThrow();
    assertThat(plan.again(fallback)).isEmpty();

    var said = plan(route.tier(1, 1).tier(2, 2), Needs.NOTHING);
    assertThat(said.again(said.next().orElseThrow())).isEmpty();
    assertThat(said.again(said.next().orElseThrow())).isPresent();
  }

  @Test
  void anExchangeHasItsCallsWhateverHappens() {
    var route =
        usual().target(1, "ai/a", "big").target(2, "ai/b", "plain").target(3, "ai/c", "unsaid");
    var plan = plan(route.retry(1, 2), Needs.NOTHING);

    assertThat(plan.again(plan.next().orElseThrow())).isPresent();

    assertThat(plan.calls()).isEqualTo(2);
    assertThat(plan.hasNext()).isFalse();
    assertThat(plan.next()).isEmpty();
  }

  @Test
  void targetsThatCannotTakeTheCallAreSkippedWithTheirReasons() {
    var route =
        usual()
            .target(1, "ai/a", "small")
            .target(1, "ai/b", "plain")
            .target(1, "ai/gone", "m")
            .target(2, "ai/c", "unsaid");
    var needs = new Needs(Set.of(Capability.Streaming), 9_000, 1_000);
    var plan = plan(route, needs);

    assertThat(walk(plan)).containsExactly("1 First c/unsaid");
    assertThat(plan.skipped())
        .extracting(
            s -> s.target().label() + " " + s.reason().name() + ": " + s.reason().describe())
        .containsExactly(
            "gone/m NotReady: backend ai/gone is not there",
            "a/small ContextTooSmall: its context window of 8000 tokens is too small for 10000",
            "b/plain Incapable: it lacks [Streaming]");
  }

  @Test
  void anOpenCircuitIsSkippedAndTellsWhenItMayBeTriedAgain() {
    open("ai/a", "big");
    var plan = plan(usual().target(1, "ai/a", "big").target(2, "ai/b", "plain"), Needs.NOTHING);

    assertThat(walk(plan)).containsExactly("1 First b/plain");
    var reason = (SkipReason.CircuitOpen) plan.skipped().getFirst().reason();
    assertThat(reason.cause()).isEqualTo("ConsecutiveFailures");
    assertThat(reason.nextProbeMs()).isBetween(60_000L, 66_000L);
  }

  @Test
  void aCircuitThatOpensMeanwhileCountsFromThenOn() {
    var plan =
        plan(
            usual().target(1, "ai/a", "big").target(2, "ai/b", "plain").target(3, "ai/c", "unsaid"),
            Needs.NOTHING);
    var first = plan.next().orElseThrow();
    assertThat(plan.hasNext()).isTrue();

    open("ai/a", "big");
    open("ai/b", "plain");
    assertThat(plan.again(first)).isEmpty();
    assertThat(plan.next().orElseThrow().candidate().key().label()).isEqualTo("c/unsaid");

    assertThat(plan.hasNext()).isFalse();
  }

  @Test
  void aRefusedCredentialIsNotTriedOnAnotherModel() {
    var route =
        usual().target(1, "ai/a", "small").target(2, "ai/a", "big").target(3, "ai/c", "unsaid");
    var plan = plan(route, Needs.NOTHING);

    plan.failed(plan.next().orElseThrow(), FailureClass.Credential);

    assertThat(walk(plan)).containsExactly("2 Failover c/unsaid");
    assertThat(plan.skipped().getFirst().reason())
        .isEqualTo(new SkipReason.CredentialRefused("ai/a"));
  }

  @Test
  void aPromptThatWasTooLongGoesOnlyToALargerWindow() {
    var route =
        usual()
            .target(1, "ai/b", "plain")
            .target(2, "ai/a", "small")
            .target(3, "ai/c", "unsaid")
            .target(4, "ai/a", "big");
    var plan = plan(route, Needs.NOTHING);

    plan.failed(plan.next().orElseThrow(), FailureClass.ContextTooLong);

    assertThat(walk(plan)).containsExactly("2 Failover a/big");
    assertThat(plan.skipped()).extracting(s -> s.reason().name()).containsOnly("NoLargerWindow");
  }

  @Test
  void aStepGivenBackIsNoCallAndLeavesItsReason() {
    var plan = plan(usual().target(1, "ai/a", "big").target(1, "ai/b", "plain"), Needs.NOTHING);

    var step = plan.next().orElseThrow();
    plan.abandon(step, new SkipReason.OverBudget("team-daily", 30, 20));

    assertThat(plan.calls()).isZero();
    assertThat(plan.skipped().getFirst().reason().describe())
        .isEqualTo("budget team-daily has too little left for it");
    var next = plan.next().orElseThrow();
    assertThat(next.kind()).isEqualTo(Step.Kind.First);
    assertThat(next.attempt()).as("a hold's id is never used twice").isEqualTo(2);
  }

  @Property(tries = 50)
  void sharesFollowTheWeights(
      @ForAll @IntRange(max = 1_000_000) int a,
      @ForAll @IntRange(max = 1_000_000) int b,
      @ForAll @IntRange(min = 1, max = 1_000_000) int c) {
    var route =
        usual()
            .weighted()
            .target(1, "ai/a", "big", a)
            .target(1, "ai/b", "plain", b)
            .target(1, "ai/c", "unsaid", c)
            .target(2, "ai/a", "small", 1_000_000);
    var matched = match(route);
    var first = new HashMap<String, Integer>();

    for (int i = 0; i < 3_000; i++) {
      var order = walk(new Planner(circuits, random).plan(matched, Needs.NOTHING));
      assertThat(order).hasSize(4);
      assertThat(order.getLast()).isEqualTo("4 Failover a/small");
      first.merge(order.getFirst(), 1, Integer::sum);
    }

    double sum = (double) a + b + c;
    assertThat(first.getOrDefault("1 First a/big", 0) / 3_000.0)
        .isBetween(a / sum - 0.06, a / sum + 0.06);
    assertThat(first.getOrDefault("1 First b/plain", 0) / 3_000.0)
        .isBetween(b / sum - 0.06, b / sum + 0.06);
  }

  @Test
  void theRestOfATierFollowsByWeightAndAWeightOfZeroStandsBy() {
    var route =
        usual()
            .weighted()
            .target(1, "ai/c", "unsaid", 0)
            .target(1, "ai/a", "big", 90)
            .target(1, "ai/b", "plain", 10);
    var matched = match(route);
    var orders = new HashMap<List<String>, Integer>();
    for (int i = 0; i < 2_000; i++) {
      orders.merge(
          walk(new Planner(circuits, random).plan(matched, Needs.NOTHING)), 1, Integer::sum);
    }

    assertThat(orders.keySet())
        .containsExactlyInAnyOrder(
            List.of("1 First a/big", "2 Failover b/plain", "3 Failover c/unsaid"),
            List.of("1 First b/plain", "2 Failover a/big", "3 Failover c/unsaid"));
    assertThat(orders.get(List.of("1 First a/big", "2 Failover b/plain", "3 Failover c/unsaid")))
        .isBetween(1_700, 1_900);
  }

  @Test
  void withoutAnyWeightTheManifestsOrderHolds() {
    var route = usual().weighted().target(1, "ai/a", "big", 0).target(1, "ai/b", "plain", 0);

    assertThat(walk(plan(route, Needs.NOTHING)))
        .containsExactly("1 First a/big", "2 Failover b/plain");
  }

  private static Routes usual() {
    return route("ai/r").retry(1, 10);
  }

  private void open(String backend, String model) {
    for (int i = 0; i < 5; i++) {
      circuits
          .tryAcquire(new TargetKey(backend, model), true)
          .orElseThrow()
          .failure(FailureClass.Transient);
    }
  }

  @Test
  void inATierTheProxiesOwnRegionComesFirstAndWeightsDecideAmongTheEquallyNear() {
    var near =
        List.of(
            BACKENDS.get(0),
            Backends.in("eu-west", BACKENDS.get(1)),
            Backends.in("us-east", BACKENDS.get(2)));
    var priority =
        usual().target(2, "ai/b", "plain").target(1, "ai/a", "big").target(1, "ai/c", "unsaid");
    var weighted =
        usual()
            .weighted()
            .target(1, "ai/a", "big", 1000)
            .target(1, "ai/c", "unsaid", 1)
            .target(1, "ai/b", "plain", 1);
    var standsBy = usual().weighted().target(1, "ai/a", "big", 1).target(1, "ai/c", "unsaid", 0);

    assertThat(walk(planIn("us-east", near, priority)))
        .containsExactly("1 First c/unsaid", "2 Failover a/big", "3 Failover b/plain");
    assertThat(walk(planIn("us-east", near, weighted))).first().isEqualTo("1 First c/unsaid");
    assertThat(walk(planIn("eu-west", near, weighted))).first().isEqualTo("1 First b/plain");
    assertThat(walk(planIn("us-east", near, standsBy))).first().isEqualTo("1 First a/big");
    assertThat(walk(planIn(null, near, priority))).first().isEqualTo("1 First a/big");
  }

  private Plan planIn(String region, List<Backend> backends, Routes route) {
    return new Planner(circuits, random)
        .plan(
            match(Backends.snapshot(region, backends, List.of(route.build()), List.of())),
            Needs.NOTHING);
  }

  @Test
  void embeddingsStayInTheSpaceOfTheFirstTarget() {
    var route =
        usual()
            .target(1, "ai/e", "here")
            .target(2, "ai/e", "elsewhere")
            .target(2, "ai/e", "nowhere")
            .target(3, "ai/e", "there");
    var plan = plan(route, EMBEDDINGS);

    assertThat(walk(plan)).containsExactly("1 First e/here", "2 Failover e/there");
    assertThat(plan.skipped())
        .extracting(Skipped::reason)
        .containsOnly(new SkipReason.OtherEmbeddingSpace("space"))
        .hasSize(2);
  }

  @Test
  void aSpaceThatNobodyNamedHasOneTarget() {
    var route =
        usual().target(1, "ai/e", "nowhere").target(2, "ai/e", "nowhere").target(2, "ai/e", "here");

    assertThat(walk(plan(route, EMBEDDINGS)))
        .containsExactly("1 First e/nowhere", "2 Failover e/nowhere");
  }

  @Test
  void whileTheFirstTargetIsNotThereItsSpaceIsNotKnown() {
    var route = usual().target(1, "ai/gone", "here").target(2, "ai/e", "here");
    var plan = plan(route, EMBEDDINGS);

    assertThat(walk(plan)).isEmpty();
    assertThat(plan.skipped().getLast().reason())
        .isEqualTo(new SkipReason.OtherEmbeddingSpace(null));
  }

  private Plan plan(Routes route, Needs needs) {
    return new Planner(circuits, random).plan(match(route), needs);
  }

  private static RouteMatch.Matched match(Routes route) {
    return match(Backends.snapshot(BACKENDS, List.of(route.build())));
  }

  private static RouteMatch.Matched match(Snapshot snapshot) {
    var consumer =
        new Consumer(
            "ai/x", null, "t", null, null, null, Map.of(), List.of(), null, List.of(), List.of());
    var table = RouteTable.of(snapshot);
    return (RouteMatch.Matched)
        table.match(new RouteQuery(consumer, Dialect.OpenAI, "any", HeaderLookup.NONE));
  }

  /** The rest of a plan as if nothing failed for good; permits are given back. */
  private static List<String> walk(Plan plan) {
    var steps = new ArrayList<String>();
    for (var step = plan.next(); step.isPresent(); step = plan.next()) {
      step.get().permit().ignore();
      steps.add(
          step.get().attempt()
              + " "
              + step.get().kind()
              + " "
              + step.get().candidate().key().label());
    }
    return steps;
  }
}
