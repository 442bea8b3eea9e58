package dev.headgate.dataplane.metrics;

import dev.headgate.contract.Report.Circuit;
import dev.headgate.contract.Report.CircuitState;
import dev.headgate.dataplane.terms.TargetKey;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All figures as Prometheus reads them. What is a state and not a count (circuits, budgets) is
 * asked for at that moment, so that a target or a budget that is gone leaves no series behind.
 */
public final class Exposition {
  /** Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final Supplier<List<Circuit>> circuits;
  private final Supplier<List<BudgetFill>> budgets;
  private final Supplier<Map<String, Integer>> connections;
  private final MultiGauge circuitState;
  private final MultiGauge budgetUsed;
  private final MultiGauge upstreamConnections;

  /**
   * @param circuits of every target that was called
   * @param budgets that calls came near to; several entries of one budget and window are several
   *     limits of it
   * @param connections to providers that are open, by {@code host:port}
   */
  public Exposition(
      PrometheusMeterRegistry registry,
      Supplier<List<Circuit>> circuits,
      Supplier<List<BudgetFill>> budgets,
      Supplier<Map<String, Integer>> connections) {
    this.registry = registry;
    this.circuits = circuits;
    this.budgets = budgets;
    this.connections = connections;
    this.circuitState =
        MultiGauge.builder("headgate.circuit.state")
            .description("0 closed, 1 half-open, 2 open")
            .register(registry);
    this.budgetUsed =
        MultiGauge.builder("headgate.budget.used.ratio")
            .description(
                "Settled and held, of what ordinary classes may use: the fullest counter of the"
                    + " budget's limits of that window")
            .register(registry);
    this.upstreamConnections =
        MultiGauge.builder("headgate.upstream.connections")
            .description("Open connections to a provider")
            .register(registry);
  }

  /** Everything, as text. Takes milliseconds: never call it on an event loop. */
  public synchronized String text() {
    // Backends of the same name in two namespaces share a label: the sicker one is shown.
    var worst = new HashMap<Tags, Number>();
    for (var circuit : circuits.get()) {
      var target = new TargetKey(circuit.backend(), circuit.model());
      worst.merge(Tags.of("target", target.label()), value(circuit.state()), Exposition::larger);
    }
    circuitState.register(rows(worst), true);
    var fullest = new HashMap<Tags, Number>();
    for (var budget : budgets.get()) {
      fullest.merge(
          Tags.of("budget", budget.budget(), "window", budget.window()),
          budget.ratio(),
          Exposition::larger);
    }
    budgetUsed.register(rows(fullest), true);
    var open = new HashMap<Tags, Number>();
    connections.get().forEach((provider, count) -> open.put(Tags.of("provider", provider), count));
    upstreamConnections.register(rows(open), true);
    return registry.scrape();
  }

  private static List<Row<?>> rows(Map<Tags, Number> values) {
    var rows = new ArrayList<Row<?>>();
    values.forEach((tags, value) -> rows.add(Row.of(tags, value)));
    return rows;
  }

  private static Number larger(Number one, Number other) {
    return Math.max(one.doubleValue(), other.doubleValue());
  }

  private static int value(CircuitState state) {
    return switch (state) {
      case Closed -> 0;
      case HalfOpen -> 1;
      case Open -> 2;
    };
  }
}
