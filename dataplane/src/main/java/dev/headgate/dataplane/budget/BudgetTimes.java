package dev.headgate.dataplane.budget;

/**
 * The times of holds.
 *
 * @param leaseMs how far ahead a hold's deadline is
 * @param renewMs how often open holds' deadlines are moved on; less than half of {@code leaseMs}
 * @param sweepMs how often tenants that were seen lately are looked through for expired holds
 */
public record BudgetTimes(long leaseMs, long renewMs, long sweepMs) {
  /** What budgets.md promises. */
  public static final BudgetTimes DEFAULT = new BudgetTimes(30_000, 10_000, 15_000);
}
