package dev.headgate.dataplane.budget;

import dev.headgate.dataplane.metrics.BudgetStep;
import java.util.function.LongSupplier;

/**
 * Times the calls to the store.
 *
 * @param nanoTime the ticker
 * @param listener who wants to know
 */
record Steps(LongSupplier nanoTime, StepListener listener) {

  long start() {
    return nanoTime.getAsLong();
  }

  void took(BudgetStep step, long start) {
    listener.took(step, nanoTime.getAsLong() - start);
  }
}
