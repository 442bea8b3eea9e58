package dev.headgate.dataplane.budget;

import dev.headgate.dataplane.terms.Usage;

/**
 * What one attempt holds. It takes exactly one of {@link #settle} and {@link #release}; later ones
 * are ignored. None of them waits: the caller's path never depends on the store again. While a hold
 * is open its owner keeps it alive.
 */
public interface Hold {

  /** The request is on its way to the provider: from now on an expired hold is charged. */
  void dispatched();

  /** Charges what was really used and gives the rest back. Returns the price in nanos. */
  long settle(Usage usage);

  /**
   * Charges the whole hold, marked estimated: the provider was asked and no usage came back.
   * Returns the price in nanos.
   */
  long settleEstimated();

  /** Gives everything back: nothing was sent, or the provider refused before doing any work. */
  void release();
}
