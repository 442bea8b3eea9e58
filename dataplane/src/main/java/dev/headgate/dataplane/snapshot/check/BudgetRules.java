package dev.headgate.dataplane.snapshot.check;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Budget.Limit;
import dev.headgate.contract.Budget.Unit;
import java.time.DateTimeException;
import java.time.ZoneId;

/** Rules of one budget. Of a refused one only the selector counts. */
final class BudgetRules {
  private BudgetRules() {}

  static void check(Budget budget, Findings findings) {
    if (budget.refused() != null) {
      return;
    }
    try {
      ZoneId.of(budget.timezone());
    } catch (DateTimeException e) {
      findings.at("timezone").add("BadTimezone", "no time zone '" + budget.timezone() + "'");
    }
    findings.at("limits").require(!budget.limits().isEmpty(), "Missing", "there is no limit");
    findings.at("limits").unique(budget.limits().stream().map(Limit::name).toList(), "limit");
    for (int i = 0; i < budget.limits().size(); i++) {
      check(budget.limits().get(i), findings.at("limits", i));
    }
    findings.range("emergencyReservePercent", budget.emergencyReservePercent(), 0, 100);
    int before = 0;
    for (int i = 0; i < budget.thresholds().size(); i++) {
      int threshold = budget.thresholds().get(i);
      findings
          .at("thresholds", i)
          .require(threshold > before, "OutOfOrder", threshold + " is not above " + before);
      before = threshold;
    }
  }

  private static void check(Limit limit, Findings findings) {
    findings.range("amount", limit.amount(), 0, Long.MAX_VALUE);
    findings.range("startsOnDay", limit.startsOnDay(), 1, 28);
    var currency = limit.currency();
    if (currency != null) {
      findings.currency("currency", currency);
    }
    findings
        .at("currency")
        .require(
            (limit.unit() == Unit.Money) == (currency != null),
            "BadCurrency",
            "money has a currency, tokens have none");
  }
}
