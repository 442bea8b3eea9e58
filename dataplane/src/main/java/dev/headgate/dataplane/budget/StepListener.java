package dev.headgate.dataplane.budget;

import dev.headgate.dataplane.metrics.BudgetStep;

/** Told how long each script call took, answered or not; on the event loop that made it. */
@FunctionalInterface
public interface StepListener {

  /** A call ended after this long. */
  void took(BudgetStep step, long nanos);
}
