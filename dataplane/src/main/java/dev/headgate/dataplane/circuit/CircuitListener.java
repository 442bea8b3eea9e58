package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Report;
import dev.headgate.dataplane.terms.TargetKey;

/**
 * Hears of every visible change of a circuit, for the report, the metrics and the log. Called on
 * the thread that caused it, so it must not block; two changes of one target that follow each other
 * closely may be told in either order, and {@link Circuits#state} is the truth.
 */
@FunctionalInterface
public interface CircuitListener {

  /** A target's circuit looks different now. */
  void changed(TargetKey target, Report.Circuit before, Report.Circuit after);
}
