package dev.headgate.dataplane.budget;

import dev.headgate.contract.Refusal;
import org.jspecify.annotations.Nullable;

/** What became of a {@link HoldRequest}. */
public sealed interface HoldDecision {

  /**
   * Held, or nothing to hold.
   *
   * @param hold to be settled or released
   * @param outputCap to be sent, per choice; at most what was asked for; 0 when there is none to
   *     send
   * @param lowered whether a budget lowered the cap below what was asked for
   * @param binding the fullest budget; null when none applies
   */
  record Granted(Hold hold, int outputCap, boolean lowered, @Nullable BudgetState binding)
      implements HoldDecision {}

  /**
   * This target does not fit; a cheaper one may.
   *
   * @param binding the budget that said no
   * @param need what it would have taken, in the limit's unit
   */
  record Denied(BudgetState binding, long need) implements HoldDecision {}

  /**
   * The store cannot be asked and the budget fails closed.
   *
   * @param budget name of the budget that decided
   * @param retryAfterMs when to try again
   */
  record Unavailable(String budget, long retryAfterMs) implements HoldDecision {}

  /**
   * A budget that selects this call is refused.
   *
   * @param budget id
   * @param refused why
   */
  record NotProgrammed(String budget, Refusal refused) implements HoldDecision {}
}
