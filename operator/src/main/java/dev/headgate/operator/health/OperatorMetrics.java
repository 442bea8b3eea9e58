package dev.headgate.operator.health;

import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.push.PushOutcome;
import dev.headgate.operator.status.Board;
import dev.headgate.operator.status.GatewayState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What the operator tells Prometheus, beside what its framework does. */
public final class OperatorMetrics {
  private final MeterRegistry registry;
  private final MultiGauge proxies;
  private final MultiGauge problems;
  private final Timer compiles;

  /** Registers what it tells. */
  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.proxies =
        MultiGauge.builder("headgate_operator_proxies")
            .description("Proxies by gateway: known, ready, and serving the wanted snapshot")
            .register(registry);
    this.problems =
        MultiGauge.builder("headgate_operator_problems")
            .description("Problems that compile found, by kind of object")
            .register(registry);
    this.compiles =
        Timer.builder("headgate_operator_compile_seconds")
            .description("One compile of all gateways, and feeding their proxies")
            .register(registry);
  }

  /** Does one compile. */
  public void compiled(Runnable compile) {
    compiles.record(compile);
  }

  /** One push was answered. */
  public void pushed(PushOutcome outcome, Duration took) {
    Timer.builder("headgate_operator_push_seconds")
        .description("From sending a snapshot to a proxy to its answer")
        .tag("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .publishPercentileHistogram()
        .register(registry)
        .record(took);
  }

  /** What stands now. */
  public void show(Board board) {
    proxies.register(board.gateways().stream().flatMap(OperatorMetrics::fleet).toList(), true);
    problems.register(board.gateways().stream().flatMap(OperatorMetrics::problems).toList(), true);
  }

  private static Stream<MultiGauge.Row<Number>> fleet(GatewayState state) {
    String gateway = state.gateway().toString();
    return Stream.of(
        MultiGauge.Row.of(
            Tags.of("gateway", gateway, "state", "known"), state.fleet().members().size()),
        MultiGauge.Row.of(Tags.of("gateway", gateway, "state", "ready"), state.readyProxies()),
        MultiGauge.Row.of(
            Tags.of("gateway", gateway, "state", "acknowledged"), state.servingProxies()));
  }

  private static Stream<MultiGauge.Row<Number>> problems(GatewayState state) {
    String gateway = state.gateway().toString();
    return Arrays.stream(Kind.values())
        .map(
            kind ->
                MultiGauge.Row.of(
                    Tags.of("gateway", gateway, "kind", kind.name()),
                    state.compilation().verdicts().values().stream()
                        .filter(verdict -> verdict.key().kind() == kind)
                        .mapToInt(verdict -> verdict.problems().size())
                        .sum()));
  }
}
