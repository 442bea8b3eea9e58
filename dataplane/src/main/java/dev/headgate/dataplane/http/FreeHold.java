package dev.headgate.dataplane.http;

import dev.headgate.dataplane.budget.Hold;
import dev.headgate.dataplane.terms.Usage;

/** The hold of a call that costs nothing. */
enum FreeHold implements Hold {
  HOLD;

  @Override
  public void dispatched() {}

  @Override
  public long settle(Usage usage) {
    return 0;
  }

  @Override
  public long settleEstimated() {
    return 0;
  }

  @Override
  public void release() {}
}
