package dev.headgate.dataplane;

import dev.headgate.dataplane.budget.ProxyBudgets;
import dev.headgate.dataplane.metrics.BudgetFill;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the metrics want to know of the budgets; neither room knows the other's figures. */
final class BudgetGauges {
  private BudgetGauges() {}

  static List<BudgetFill> fills(ProxyBudgets budgets) {
    return budgets.usedRatios().stream()
        .map(used -> new BudgetFill(used.budget(), used.window().name(), used.ratio()))
        .toList();
  }

  static void register(MeterRegistry registry, ProxyBudgets budgets) {
    var holds =
        Map.<String, Supplier<Number>>of(
            "reserved", budgets::reservedHolds,
            "dispatched", budgets::dispatchedHolds,
            "unrecorded", budgets::unrecordedCharges);
    holds.forEach(
        (state, count) ->
            Gauge.builder("headgate.holds", count)
                .description("Open holds, and charges that the store is not known to have yet")
                .tag("state", state)
                .register(registry));
  }
}
