package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.contract.TrafficClass;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** One limit, prepared: its windows and the name of its counters. */
final class LimitRule {
  final Budget budget;
  final Budget.Limit limit;

  /** Null for Request, which has no counter. */
  final @Nullable WindowCalendar calendar;

  /** Names the limit in the store and in reports: {@code namespace/budget/limit}. */
  final String name;

  LimitRule(Budget budget, Budget.Limit limit, ZoneId zone) {
    this.budget = budget;
    this.limit = limit;
    this.name = budget.id() + "/" + limit.name();
    this.calendar =
        limit.window() == Budget.Window.Request
            ? null
            : new WindowCalendar(limit.window(), zone, limit.startsOnDay());
  }

  /** What this class may use; a single request's limit knows no reserve. */
  long visibleTo(TrafficClass trafficClass) {
    return trafficClass == TrafficClass.Critical || calendar == null
        ? Money.capped(limit.amount())
        : ordinary();
  }

  /** What all but Critical may use; thresholds are percents of it. */
  long ordinary() {
    long amount = Money.capped(limit.amount());
    long whole = amount / 100;
    long rest = amount % 100;
    int percent = 100 - budget.emergencyReservePercent();
    return whole * percent + rest * percent / 100;
  }

  /** How it stands. */
  BudgetState state(long amount, long used, @Nullable CalendarWindow window) {
    return new BudgetState(
        budget.name(),
        limit.name(),
        limit.window(),
        limit.unit(),
        limit.currency(),
        amount,
        used,
        window == null ? null : window.endMs());
  }
}
