package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Budget;

/**
 * What one request may cost, all its calls together. Like a budget it is kept by the output cap
 * that is sent, so a call that it lets through cannot cost more, but for the error of the input
 * estimate.
 *
 * @param by who says so: a field of the route or a header of the caller
 * @param nanos 10⁻⁹ of the gateway's reporting currency
 */
public record CostCeiling(String by, long nanos) {

  /** What became of a cap under a ceiling. */
  public sealed interface Fit {

    /**
     * The call may be made.
     *
     * @param cap output tokens per choice, at most what was asked for
     * @param lowered whether it is less than that
     */
    record Within(int cap, boolean lowered) implements Fit {}

    /**
     * Not even the least output that is worth anything fits.
     *
     * @param need what the request may have cost by then, 10⁻⁹ of the currency
     */
    record TooDear(long need) implements Fit {}
  }

  /** The lower of two. */
  public CostCeiling and(CostCeiling other) {
    return other.nanos < nanos ? other : this;
  }

  /**
   * Fits a call under it.
   *
   * @param pricing in the currency of the ceiling
   * @param inputTokens estimated, without margin
   * @param marginPercent added to it
   * @param choices {@code n}, at least 1
   * @param asked cap that nobody else lowers further; 0 when nobody said one
   * @param least a cap below this is worth nothing
   * @param spentNanos what earlier calls of the request cost
   */
  public Fit fit(
      Backend.Pricing pricing,
      long inputTokens,
      int marginPercent,
      int choices,
      int asked,
      int least,
      long spentNanos) {
    var cost = new HoldCost(pricing, inputTokens, marginPercent, choices);
    int cap = asked <= 0 ? Reservation.UNSAID_CAP : asked;
    int enough = Math.max(1, Math.min(cap, least));
    int fits = cost.affordable(Budget.Unit.Money, nanos - spentNanos, cap);
    return fits < enough
        ? new Fit.TooDear(Money.sum(spentNanos, cost.at(Budget.Unit.Money, enough)))
        : new Fit.Within(fits, fits < cap);
  }
}
