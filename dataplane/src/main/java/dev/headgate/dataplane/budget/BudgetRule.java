package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Refusal;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.terms.ModelPattern;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One budget, prepared: whom it selects and the limits that hold for them. */
final class BudgetRule {
  final Budget budget;
  final List<LimitRule> limits;

  /** Not null when calls that it selects must not be served. */
  final @Nullable Refusal refused;

  private final List<ModelPattern> models;

  BudgetRule(Budget budget) {
    this.budget = budget;
    this.refused = refusal(budget);
    this.models = budget.selector().models().stream().map(ModelPattern::new).toList();
    var prepared = new ArrayList<LimitRule>();
    if (refused == null) {
      ZoneId zone = ZoneId.of(budget.timezone());
      budget.limits().forEach(limit -> prepared.add(new LimitRule(budget, limit, zone)));
    }
    this.limits = List.copyOf(prepared);
  }

  /** The parts of the selector that stay the same for a consumer on a route. */
  boolean selects(Consumer consumer, String route, TrafficClass trafficClass) {
    var selector = budget.selector();
    return selector.consumers().matches(consumer)
        && (selector.routes().isEmpty() || selector.routes().contains(route))
        && (selector.classes().isEmpty() || selector.classes().contains(trafficClass));
  }

  boolean anyModel() {
    return models.isEmpty();
  }

  boolean selectsModel(String model) {
    if (models.isEmpty()) {
      return true;
    }
    for (ModelPattern pattern : models) {
      if (pattern.matches(model)) {
        return true;
      }
    }
    return false;
  }

  boolean failsOpen(Gateway.OnUnavailable gateway) {
    var own = budget.onStoreUnavailable();
    return (own == null ? gateway : own) == Gateway.OnUnavailable.FailOpen;
  }

  /** Counters that may span tenants live in an account of their own. */
  boolean spansTenants() {
    return budget.scope() == Budget.Scope.Shared || budget.scope() == Budget.Scope.Route;
  }

  /** What this build cannot count must not be spent either. */
  private static @Nullable Refusal refusal(Budget budget) {
    if (budget.refused() == null && budget.scope() == Budget.Scope.Session) {
      return new Refusal("NotSupportedYet", "scope Session is not built yet");
    }
    return budget.refused();
  }
}
