package dev.headgate.operator.compile;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Route;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds tenants that may spend without end: one of their consumers may use a route on which no
 * budget in money counts every call over time. A limit per request bounds a call, not a tenant.
 */
final class UnboundedSpend {
  private final List<Route> routes;
  private final List<Budget> budgets;
  private final Map<Budget, BitSet> covered = new HashMap<>();

  /**
   * What is in force at one gateway.
   *
   * @param routes all of them
   * @param budgets accepted ones
   */
  UnboundedSpend(List<Route> routes, List<Budget> budgets) {
    this.routes = routes;
    this.budgets = budgets.stream().filter(UnboundedSpend::boundsMoney).toList();
    this.budgets.forEach(b -> covered.put(b, coveredBy(b.selector())));
  }

  /** Their tenants, sorted. */
  List<String> tenants(List<Consumer> consumers) {
    var unbounded = new TreeSet<String>();
    for (var consumer : consumers) {
      if (!unbounded.contains(consumer.tenant()) && isUnbounded(consumer)) {
        unbounded.add(consumer.tenant());
      }
    }
    return List.copyOf(unbounded);
  }

  private static boolean boundsMoney(Budget budget) {
    return budget.limits().stream()
        .anyMatch(l -> l.unit() == Budget.Unit.Money && l.window() != Budget.Window.Request);
  }

  private BitSet coveredBy(Budget.Selector selector) {
    var all = new BitSet(routes.size());
    for (int i = 0; i < routes.size(); i++) {
      var route = routes.get(i);
      all.set(
          i,
          selector.models().isEmpty()
              && (selector.routes().isEmpty() || selector.routes().contains(route.id()))
              && (selector.classes().isEmpty()
                  || selector.classes().contains(route.trafficClass())));
    }
    return all;
  }

  private boolean isUnbounded(Consumer consumer) {
    var open = new BitSet(routes.size());
    open.set(0, routes.size());
    for (var budget : budgets) {
      if (budget.selector().consumers().matches(consumer)) {
        open.andNot(covered.getOrDefault(budget, new BitSet()));
        if (open.isEmpty()) {
          return false;
        }
      }
    }
    return open.stream().mapToObj(routes::get).anyMatch(route -> mayUse(consumer, route));
  }

  private static boolean mayUse(Consumer consumer, Route route) {
    return (consumer.routes() == null || consumer.routes().contains(route.id()))
        && (consumer.allowedClasses().isEmpty()
            || consumer.allowedClasses().contains(route.trafficClass()))
        && route.match().consumers().matches(consumer);
  }
}
