package dev.headgate.dataplane;

import dev.headgate.contract.Consumers;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Refusal;
import dev.headgate.contract.Route;
import dev.headgate.contract.TrafficClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route with the defaults of Interactive traffic, for tests to change what they are about. */
public final class Routes {
  private final String id;
  private long createdAtMs;
  private @Nullable Refusal refused;
  private List<String> models = List.of();
  private List<Dialect> dialects = List.of(Dialect.OpenAI);
  private boolean dialectsNamed;
  private final List<Route.Header> headers = new ArrayList<>();
  private Consumers consumers = Consumers.ALL;
  private TrafficClass trafficClass = TrafficClass.Interactive;
  private Route.Strategy strategy = Route.Strategy.Priority;
  private final List<Route.Target> targets = new ArrayList<>();
  private final List<Route.Tier> tiers = new ArrayList<>();
  private int attempts = 1;
  private int maxCalls = 3;
  private List<FailureClass> retried = List.of(FailureClass.Transient);
  private List<FailureClass> fallback =
      List.of(
          FailureClass.Transient,
          FailureClass.RateLimited,
          FailureClass.QuotaExhausted,
          FailureClass.Credential,
          FailureClass.ContextTooLong);

  private Routes(String id) {
    this.id = id;
  }

  public static Routes route(String id) {
    return new Routes(id);
  }

  public Routes createdAt(long ms) {
    createdAtMs = ms;
    return this;
  }

  public Routes refused(String reason) {
    refused = new Refusal(reason, "because");
    return this;
  }

  public Routes models(String... names) {
    models = List.of(names);
    return this;
  }

  public Routes dialects(boolean named, Dialect... served) {
    dialects = List.of(served);
    dialectsNamed = named;
    return this;
  }

  public Routes header(String name, String value, Route.HeaderMatch type) {
    headers.add(new Route.Header(name, value, type));
    return this;
  }

  public Routes consumers(Consumers who) {
    consumers = who;
    return this;
  }

  public Routes trafficClass(TrafficClass worth) {
    trafficClass = worth;
    return this;
  }

  public Routes weighted() {
    strategy = Route.Strategy.Weighted;
    return this;
  }

  public Routes target(int tier, String backend, String model) {
    return target(tier, backend, model, 1);
  }

  public Routes target(int tier, String backend, String model, int weight) {
    targets.add(new Route.Target(tier, backend, model, weight, 15_000, 60_000));
    return this;
  }

  public Routes tier(int tier, int calls) {
    tiers.add(new Route.Tier(tier, calls));
    return this;
  }

  public Routes retry(int again, int perExchange, FailureClass... failures) {
    attempts = again;
    maxCalls = perExchange;
    retried = List.of(failures);
    return this;
  }

  public Routes fallback(FailureClass... failures) {
    fallback = List.of(failures);
    return this;
  }

  public Route build() {
    return new Route(
        id,
        createdAtMs,
        refused,
        new Route.Match(models, dialects, headers, consumers, dialectsNamed),
        trafficClass,
        strategy,
        targets,
        tiers,
        new Route.Retry(attempts, maxCalls, retried, 250, 2, 8_000),
        new Route.Fallback(fallback),
        new Route.Streaming(true, 1_800_000, 15_000),
        new Route.Limits(0, 0, 256),
        120_000);
  }
}
