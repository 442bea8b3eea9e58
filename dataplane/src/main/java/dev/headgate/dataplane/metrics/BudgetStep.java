package dev.headgate.dataplane.metrics;

import java.util.Locale;

/** One script call to the store; the label {@code step} of headgate_budget_step_seconds. */
public enum BudgetStep {
  /** Before a call. */
  RESERVE,
  /** While it runs. */
  EXTEND,
  /** After it. */
  SETTLE;

  final String label = name().toLowerCase(Locale.ROOT);
}
