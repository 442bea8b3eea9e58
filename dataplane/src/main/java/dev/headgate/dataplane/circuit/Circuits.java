package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Report;
import dev.headgate.dataplane.terms.TargetKey;
import java.util.List;
import java.util.Optional;

/** The circuits of one proxy, shared by its event loops; every method is safe from any thread. */
public interface Circuits {

  /**
   * Whether the target may be called now.
   *
   * @param streaming whether the first token is seen before the end
   * @return a permit that takes exactly one outcome; empty while the circuit is open
   */
  Optional<Permit> tryAcquire(TargetKey target, boolean streaming);

  /** Whether {@link #tryAcquire} would give a permit, without taking one. */
  boolean allows(TargetKey target);

  /** What one target looks like; empty when it was never called. */
  Optional<Report.Circuit> state(TargetKey target);

  /** What every target that was called looks like, for the report and the metrics. */
  List<Report.Circuit> states();
}
