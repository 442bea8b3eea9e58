package dev.headgate.dataplane.budget;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.contract.TrafficClass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The budgets of one snapshot and who is counted in which: worked out once for each consumer, route
 * and class, then looked up. Not for use by several threads: each event loop has its own.
 */
final class BudgetBook {
  private record Caller(String consumer, String route, TrafficClass trafficClass) {}

  private final Gateway gateway;
  private final List<BudgetRule> rules;
  private final List<String> routes;
  private final Map<String, Consumer> consumers = new HashMap<>();
  private final Map<Caller, List<BudgetRule>> selected = new HashMap<>();

  private BudgetBook(Snapshot snapshot) {
    gateway = snapshot.gateway();
    rules = snapshot.budgets().stream().map(BudgetRule::new).toList();
    routes = snapshot.routes().stream().map(Route::id).toList();
    snapshot.consumers().forEach(consumer -> consumers.put(consumer.id(), consumer));
  }

  static BudgetBook of(Snapshot snapshot) {
    return new BudgetBook(snapshot);
  }

  Gateway gateway() {
    return gateway;
  }

  /** The budgets that count this call, refused ones too, in the snapshot's order. */
  List<BudgetRule> select(
      Consumer consumer, String route, String requestedModel, TrafficClass trafficClass) {
    if (rules.isEmpty()) {
      return rules;
    }
    List<BudgetRule> candidates;
    // An exchange may have begun under an older snapshot: only our own consumers are remembered.
    var current = consumers.get(consumer.id());
    if (consumer.equals(current)) {
      var caller = new Caller(consumer.id(), route, trafficClass);
      var known = selected.get(caller);
      if (known == null) {
        known = candidates(consumer, route, trafficClass);
        selected.put(caller, known);
      }
      candidates = known;
    } else {
      candidates = candidates(consumer, route, trafficClass);
    }
    for (BudgetRule rule : candidates) {
      if (!rule.anyModel()) {
        return candidates.stream().filter(r -> r.selectsModel(requestedModel)).toList();
      }
    }
    return candidates;
  }

  /** The budgets that count any of this consumer's calls and work. */
  List<BudgetRule> of(Consumer consumer) {
    return rules.stream()
        .filter(rule -> rule.refused == null)
        .filter(rule -> rule.budget.selector().consumers().matches(consumer))
        .toList();
  }

  /** Every limit that works. */
  List<LimitRule> limits() {
    return rules.stream().flatMap(rule -> rule.limits.stream()).toList();
  }

  /** The routes on which this consumer's calls are counted by a budget of scope Route. */
  List<String> routes(BudgetRule rule, Consumer consumer) {
    var selected = rule.budget.selector().routes();
    var allowed = consumer.routes();
    return routes.stream()
        .filter(route -> selected.isEmpty() || selected.contains(route))
        .filter(route -> allowed == null || allowed.contains(route))
        .toList();
  }

  private List<BudgetRule> candidates(Consumer consumer, String route, TrafficClass trafficClass) {
    return rules.stream().filter(rule -> rule.selects(consumer, route, trafficClass)).toList();
  }
}
