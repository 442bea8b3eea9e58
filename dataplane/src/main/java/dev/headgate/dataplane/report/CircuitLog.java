package dev.headgate.dataplane.report;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.CircuitState;
import dev.headgate.dataplane.circuit.CircuitListener;
import dev.headgate.dataplane.terms.TargetKey;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down when a provider's model is given up and taken back, and tells who reports it. */
public final class CircuitLog implements CircuitListener {
  private static final Logger log = LoggerFactory.getLogger(CircuitLog.class);

  private final Runnable changed;

  /**
   * @param changed called at every change; must not block
   */
  public CircuitLog(Runnable changed) {
    this.changed = changed;
  }

  @Override
  public void changed(TargetKey target, Report.Circuit before, Report.Circuit after) {
    var from = before.state();
    var to = after.state();
    if (from != to) {
      var probe = after.nextProbeMs();
      if (to == CircuitState.Open) {
        log.warn(
            "circuit of {} opens: {}; next probe {}",
            target.label(),
            after.reason(),
            probe == null ? "by hand" : Instant.ofEpochMilli(probe));
      } else {
        log.info("circuit of {}: {}, was {}", target.label(), to, from);
      }
    }
    changed.run();
  }
}
