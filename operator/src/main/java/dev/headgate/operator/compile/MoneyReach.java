package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Budget;
import dev.headgate.contract.Route;
import dev.headgate.contract.TrafficClass;
import dev.headgate.crds.Reason;
import dev.headgate.crds.gateway.ExchangeRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which budgets in money could count a route's calls, and so what its targets' prices must be. It
 * is told from the two objects alone, not from today's consumers: a route must not be refused
 * because somebody new may call it.
 */
final class MoneyReach {
  private final List<Budget> budgets;
  private final List<ExchangeRate> rates;
  private final String reportingCurrency;

  /**
   * What is known of one gateway.
   *
   * @param budgets accepted ones
   * @param rates of the gateway
   * @param reportingCurrency of the gateway
   */
  MoneyReach(List<Budget> budgets, List<ExchangeRate> rates, String reportingCurrency) {
    this.reportingCurrency = reportingCurrency;
    this.budgets =
        budgets.stream()
            .filter(b -> b.limits().stream().anyMatch(l -> l.unit() == Budget.Unit.Money))
            .toList();
    this.rates = rates;
  }

  /** The budgets in money that select some call of such a route. */
  List<Budget> over(String route, Route.Match match, TrafficClass its) {
    return budgets.stream().filter(b -> selects(b.selector(), route, match, its)).toList();
  }

  private static boolean selects(
      Budget.Selector selector, String route, Route.Match match, TrafficClass its) {
    return (selector.routes().isEmpty() || selector.routes().contains(route))
        && (selector.classes().isEmpty() || selector.classes().contains(its))
        && Patterns.overlap(selector.models(), match.models())
        && Selection.overlap(selector.consumers(), match.consumers());
  }

  /**
   * Refuses the route when a call to that target could not be counted in money.
   *
   * @param path of the target
   * @param target as a person knows it
   * @param pricing null when it has none
   * @param over budgets that could count the call
   * @param namespace of the route
   * @param findings of the route
   */
  void requirePrice(
      String path,
      String target,
      Backend.@Nullable Pricing pricing,
      List<Budget> over,
      String namespace,
      Findings findings) {
    for (var budget : over) {
      // Another namespace's budget is not named.
      var who =
          budget.id().startsWith(namespace + "/")
              ? "TokenBudget " + budget.id()
              : "a TokenBudget of the gateway";
      if (pricing == null) {
        findings.refuse(
            path, Reason.NoPrice, "%s has no pricing, and %s counts money".formatted(target, who));
        return;
      }
      for (var limit : budget.limits()) {
        var currency = limit.currency();
        if (currency != null && !currency.equals(pricing.currency())) {
          findings.refuse(
              path,
              apart(currency, pricing.currency()),
              ("%s is priced in %s and %s counts %s:"
                      + " prices and budgets meet in one currency only until conversion is built")
                  .formatted(target, pricing.currency(), who, currency));
          return;
        }
      }
    }
  }

  /**
   * Refuses the route when what a call to that target costs cannot be held against a ceiling.
   *
   * @param path of the target
   * @param target as a person knows it
   * @param pricing null when it has none
   * @param ceiling path of the field that says it, in the reporting currency
   * @param findings of the route
   */
  void requireComparable(
      String path,
      String target,
      Backend.@Nullable Pricing pricing,
      String ceiling,
      Findings findings) {
    if (pricing == null) {
      findings.refuse(
          path,
          Reason.NoPrice,
          "%s has no pricing, and %s limits what a request costs".formatted(target, ceiling));
    } else if (!pricing.currency().equals(reportingCurrency)) {
      findings.refuse(
          path,
          apart(reportingCurrency, pricing.currency()),
          ("%s is priced in %s and %s is in the gateway's reportingCurrency %s:"
                  + " they meet in one currency only until conversion is built")
              .formatted(target, pricing.currency(), ceiling, reportingCurrency));
    }
  }

  /** Why two currencies do not meet. */
  private Reason apart(String one, String other) {
    return isRated(one, other) ? Reason.NotSupportedYet : Reason.NoExchangeRate;
  }

  private boolean isRated(String one, String other) {
    return rates.stream()
        .anyMatch(
            r ->
                (r.from().equals(one) && r.to().equals(other))
                    || (r.from().equals(other) && r.to().equals(one)));
  }
}
