package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import org.jspecify.annotations.Nullable;

/**
 * How one limit stands for one caller.
 *
 * @param budget name
 * @param limit name
 * @param window of the limit
 * @param unit of the figures
 * @param currency for Money, else null
 * @param amount what this class may use in the window
 * @param used settled and held
 * @param resetsAtMs end of the window since the epoch; null for Request
 */
public record BudgetState(
    String budget,
    String limit,
    Budget.Window window,
    Budget.Unit unit,
    @Nullable String currency,
    long amount,
    long used,
    @Nullable Long resetsAtMs) {

  /** What is left, at least 0. */
  public long remaining() {
    return Math.max(0, amount - used);
  }

  /** 0..100, rounded down; 100 when the amount is 0. */
  public int percent() {
    return amount <= 0 ? 100 : (int) Math.min(100, used / (amount / 100.0));
  }
}
