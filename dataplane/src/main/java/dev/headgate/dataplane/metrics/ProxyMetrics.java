package dev.headgate.dataplane.metrics;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.terms.TargetKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * What the rooms of one request count (surface.md, "Metrics"). Every method is safe from any thread
 * and costs well under a microsecond. Labels come from the configuration, never from a caller:
 * routes are ids ({@code namespace/name}), targets {@code backend/model}.
 */
public final class ProxyMetrics {
  /** The route of a request that matched none, or came before matching. */
  public static final String NO_ROUTE = "none";

  /** The outcome of a request that was answered by a provider. */
  public static final String OK = "ok";

  private static final double NANOS = 1e9;
  private static final String NONE = "none";

  private final BoundedMeters<Counter> requests;
  private final BoundedMeters<Counter> attempts;
  private final BoundedMeters<Counter> failovers;
  private final BoundedMeters<Counter> failoverCost;
  private final BoundedMeters<Counter> spend;
  private final BoundedMeters<Timer> overhead;
  private final BoundedMeters<Timer> budgetSteps;
  private final GenAiMetrics genAi;

  /**
   * @param registry where they are kept
   */
  public ProxyMetrics(MeterRegistry registry) {
    requests =
        counters(
            registry,
            "headgate.requests",
            "Requests of callers, by how they ended: ok, client_gone or the error's code",
            "route",
            "class",
            "consumer_tier",
            "outcome");
    attempts =
        counters(
            registry,
            "headgate.attempts",
            "Calls to providers, by how they ended: ok or the failure's class",
            "route",
            "target",
            "outcome",
            "kind");
    failovers =
        counters(
            registry,
            "headgate.failovers",
            "Switches from a target that failed to the next",
            "route",
            "from",
            "to",
            "reason");
    failoverCost =
        counters(
            registry,
            "headgate.failover.cost.delta",
            "What answers cost more after a failover than their first target would have taken",
            "route",
            "from",
            "to",
            "currency");
    spend =
        counters(
            registry,
            "headgate.spend",
            "Settled cost, in units of its currency",
            "tenant",
            "route",
            "target",
            "kind",
            "currency");
    overhead =
        timers(
            registry,
            "headgate.overhead",
            "Time the proxy itself took, providers' time apart",
            "stage",
            0.000_1,
            13);
    budgetSteps =
        timers(
            registry,
            "headgate.budget.step",
            "Script calls to the budget store",
            "step",
            0.000_1,
            13);
    genAi = new GenAiMetrics(registry);
  }

  /**
   * A request ended.
   *
   * @param route id, or {@link #NO_ROUTE}
   * @param trafficClass null before a route was matched
   * @param tier of the consumer; null when unknown or not said
   * @param outcome {@link #OK}, {@code client_gone} or the code of surface.md's errors
   */
  public void requestEnded(
      String route, @Nullable TrafficClass trafficClass, @Nullable String tier, String outcome) {
    requests
        .of(
            route,
            trafficClass == null ? NONE : trafficClass.name(),
            tier == null ? NONE : tier,
            outcome)
        .increment();
  }

  /**
   * A call to a provider ended.
   *
   * @param failure null when it was answered
   */
  public void attemptEnded(
      String route, TargetKey target, CallKind kind, @Nullable FailureClass failure) {
    attempts
        .of(route, target.label(), failure == null ? OK : failure.name(), kind.label)
        .increment();
  }

  /** An exchange went on from one target to the next. */
  public void failedOver(String route, TargetKey from, TargetKey to, FailureClass reason) {
    failovers.of(route, from.label(), to.label(), reason.name()).increment();
  }

  /**
   * What an answer cost more than the first target's price for the same tokens. Only grows: savings
   * are not counted against it.
   *
   * @param nanos 10⁻⁹ of the currency; 0 and less counts nothing
   */
  public void failoverCost(
      String route, TargetKey from, TargetKey to, String currency, long nanos) {
    if (nanos > 0) {
      failoverCost.of(route, from.label(), to.label(), currency).increment(nanos / NANOS);
    }
  }

  /**
   * A call was paid for.
   *
   * @param nanos 10⁻⁹ of the currency
   */
  public void spent(
      String tenant, String route, TargetKey target, CallKind kind, String currency, long nanos) {
    spend.of(tenant, route, target.label(), kind.label, currency).increment(nanos / NANOS);
  }

  /** The proxy itself took this long. */
  public void overhead(Stage stage, long nanos) {
    overhead.of(stage.label).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A script call to the store took this long, answered or not. */
  public void budgetStep(BudgetStep step, long nanos) {
    budgetSteps.of(step.label).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A model answered. */
  public void modelCalled(ModelCall call) {
    genAi.record(call);
  }

  private static BoundedMeters<Counter> counters(
      MeterRegistry registry, String name, String description, String... names) {
    return new BoundedMeters<>(
        labels -> {
          var tags = Tags.empty();
          for (int i = 0; i < names.length; i++) {
            tags = tags.and(names[i], labels.get(i));
          }
          return Counter.builder(name).description(description).tags(tags).register(registry);
        });
  }

  private static BoundedMeters<Timer> timers(
      MeterRegistry registry,
      String name,
      String description,
      String label,
      double firstSeconds,
      int buckets) {
    var limits =
        DoubleStream.iterate(firstSeconds, limit -> limit * 2)
            .limit(buckets)
            .mapToObj(limit -> Duration.ofNanos(Math.round(limit * 1e9)))
            .toArray(Duration[]::new);
    return new BoundedMeters<>(
        labels ->
            Timer.builder(name)
                .description(description)
                .tag(label, labels.getFirst())
                .serviceLevelObjectives(limits)
                .register(registry));
  }
}
