package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Consumers;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.terms.TargetKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Manifests and requests for the budget tests, with nothing in them that budgets do not read. */
final class Given {
  static final long DOLLAR = 1_000_000_000L;

  /** A dollar for a million tokens of input, ten for output: a token of output is 10,000 nanos. */
  static final Backend.Pricing PRICES =
      new Backend.Pricing(
          "USD", 1_000_000, 100_000, 1_000_000, 1_000_000, 10_000_000, 10_000_000, 0);

  static final Budget.Selector EVERYTHING =
      new Budget.Selector(Consumers.ALL, List.of(), List.of(), List.of());

  private Given() {}

  static Gateway.Redis redis(List<String> nodes) {
    return new Gateway.Redis(
        nodes, null, null, false, null, 2000, Gateway.OnUnavailable.FailClosed, 0);
  }

  /** Margin 0, so that a hold is exactly what the tests compute. */
  static Snapshot snapshot(Gateway.@Nullable Redis redis, Budget... budgets) {
    return snapshot(redis, 0, budgets);
  }

  static Snapshot snapshot(Gateway.@Nullable Redis redis, int marginPercent, Budget... budgets) {
    var gateway =
        new Gateway(
            "ai/main",
            null,
            redis,
            true,
            new Gateway.Limits(1, 1, 0, 1, 1, 1, 1, 1),
            new Gateway.Upstreams(List.of(Gateway.AddressClass.Public)),
            "USD",
            marginPercent);
    return new Snapshot(
        1,
        1,
        1,
        1,
        "sha256:test",
        gateway,
        List.of(),
        List.of(route("ai/chat"), route("ai/code")),
        List.of(budgets),
        List.of(consumer("shop", "payments", "ann")));
  }

  static Budget budget(String id, Budget.Scope scope, Budget.Limit... limits) {
    return new Budget(
        id,
        null,
        EVERYTHING,
        scope,
        "Europe/Berlin",
        List.of(limits),
        0,
        List.of(70, 80, 95),
        null);
  }

  static Budget.Limit money(Budget.Window window, long nanos) {
    return new Budget.Limit(
        window.name().toLowerCase(java.util.Locale.ROOT),
        window,
        Budget.Unit.Money,
        nanos,
        "USD",
        1);
  }

  static Budget.Limit tokens(Budget.Window window, Budget.Unit unit, long amount) {
    return new Budget.Limit(unit.name(), window, unit, amount, null, 1);
  }

  static Consumer consumer(String tenant, @Nullable String team, @Nullable String user) {
    return new Consumer(
        "ai/" + tenant + "-" + team + "-" + user,
        null,
        tenant,
        team,
        user,
        null,
        Map.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  static Route route(String id) {
    return new Route(
        id,
        0,
        null,
        new Route.Match(List.of(), List.of(Dialect.OpenAI), List.of(), Consumers.ALL),
        TrafficClass.Interactive,
        Route.Strategy.Priority,
        List.of(),
        List.of(),
        new Route.Retry(0, 1, List.of(), 1, 1, 1),
        new Route.Fallback(List.of()),
        new Route.Streaming(true, 1, 0),
        new Route.Limits(0, 0, 0),
        1);
  }

  static Backend.Model model(Backend.@Nullable Pricing pricing) {
    return new Backend.Model("small", "small", 50, 0, 0, List.of(), pricing, null);
  }

  /** 1,000 tokens in, at most 100 out: 2,000,000 nanos. */
  static HoldRequest call(String exchange) {
    return new Call().request(exchange);
  }

  /** The same with something changed. */
  static HoldRequest call(String exchange, java.util.function.Consumer<Call> change) {
    var call = new Call();
    change.accept(call);
    return call.request(exchange);
  }

  /** A request in the making. */
  static final class Call {
    Consumer consumer = consumer("shop", "payments", "ann");
    String route = "ai/chat";
    String key = "k1";
    int attempt = 1;
    TrafficClass trafficClass = TrafficClass.Interactive;
    Backend.@Nullable Pricing pricing = PRICES;
    long input = 1000;
    int cap = 100;
    int least = 10;
    int choices = 1;

    HoldRequest request(String exchange) {
      return new HoldRequest(
          exchange,
          attempt,
          Given.route(route),
          consumer,
          key,
          consumer.user(),
          null,
          "small",
          trafficClass,
          new TargetKey("ai/openai", "small"),
          model(pricing),
          input,
          cap,
          least,
          choices);
    }
  }
}
