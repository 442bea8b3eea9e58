package dev.headgate.dataplane.snapshot;

import dev.headgate.contract.Acknowledgement.Problem;
import dev.headgate.contract.Snapshot;
import java.util.List;

/** Whether a snapshot can be served as a whole. */
@FunctionalInterface
public interface SnapshotCheck {

  /** What stands against serving it, with the path of each; empty when nothing does. */
  List<Problem> problems(Snapshot snapshot);
}
