package dev.headgate.dataplane.snapshot;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Acknowledgement.Problem;
import dev.headgate.contract.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a snapshot that was offered to a {@link SnapshotStore}. */
public sealed interface Submission {

  /** What the proxy serves now, as it is told to who offered. */
  Acknowledgement acknowledgement();

  /**
   * It is served: from now on, or it was already (equal place in the order, equal digest).
   *
   * @param snapshot what is served
   * @param changed false when it was served already
   */
  record Accepted(Snapshot snapshot, boolean changed) implements Submission {
    @Override
    public Acknowledgement acknowledgement() {
      return state(snapshot, List.of());
    }
  }

  /**
   * It is not later than what is served, and not the same.
   *
   * @param serving what is served
   */
  record Outdated(Snapshot serving) implements Submission {
    @Override
    public Acknowledgement acknowledgement() {
      return state(serving, List.of());
    }
  }

  /**
   * It cannot be served; what was served before still is.
   *
   * @param serving what is served; null when nothing is
   * @param problems at least one
   */
  record Refused(@Nullable Snapshot serving, List<Problem> problems) implements Submission {
    public Refused {
      problems = List.copyOf(problems);
    }

    @Override
    public Acknowledgement acknowledgement() {
      return state(serving, problems);
    }
  }

  private static Acknowledgement state(@Nullable Snapshot snapshot, List<Problem> problems) {
    return snapshot == null
        ? new Acknowledgement(0, 0, null, problems)
        : new Acknowledgement(snapshot.epoch(), snapshot.sequence(), snapshot.digest(), problems);
  }
}
