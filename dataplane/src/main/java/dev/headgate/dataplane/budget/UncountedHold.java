package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Budget;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/** The hold of a call that no budget counts: it only knows prices. */
final class UncountedHold implements Hold {
  private final Backend.@Nullable Pricing pricing;
  private final HoldCost cost;
  private final int cap;

  UncountedHold(Backend.@Nullable Pricing pricing, HoldCost cost, int cap) {
    this.pricing = pricing;
    this.cost = cost;
    this.cap = cap;
  }

  @Override
  public void dispatched() {}

  @Override
  public long settle(Usage usage) {
    return pricing == null ? 0 : Money.price(pricing, usage);
  }

  @Override
  public long settleEstimated() {
    return cost.at(Budget.Unit.Money, cap);
  }

  @Override
  public void release() {}
}
