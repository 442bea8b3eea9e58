package dev.headgate.dataplane.snapshot;

import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.snapshot.Submission.Accepted;
import dev.headgate.dataplane.snapshot.Submission.Outdated;
import dev.headgate.dataplane.snapshot.Submission.Refused;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The configuration this proxy serves: one reference, swapped whole or kept. Reading it is free and
 * safe from any thread; offering takes a lock and as long as the snapshot is large (never call it
 * on an event loop).
 */
public final class SnapshotStore {
  private final SnapshotCheck check;
  private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
  private volatile @Nullable Configuration current;

  /**
   * @param check what a snapshot must stand
   */
  public SnapshotStore(SnapshotCheck check) {
    this.check = check;
  }

  /** What is served; null before the first snapshot. */
  public @Nullable Configuration current() {
    return current;
  }

  /**
   * Serves this snapshot if it is in order and later than the one that is served (operator.md, "The
   * order of snapshots"). Listeners have heard of it when this returns.
   */
  public synchronized Submission offer(Snapshot snapshot) {
    var serving = current == null ? null : current.snapshot();
    if (serving != null && !snapshot.isAfter(serving.epoch(), serving.sequence())) {
      boolean same =
          snapshot.epoch() == serving.epoch()
              && snapshot.sequence() == serving.sequence()
              && serving.digest().equals(snapshot.digest());
      return same ? new Accepted(serving, false) : new Outdated(serving);
    }
    var problems = check.problems(snapshot);
    if (!problems.isEmpty()) {
      return new Refused(serving, problems);
    }
    var next = Configuration.of(snapshot);
    current = next;
    listeners.forEach(listener -> listener.accept(next));
    return new Accepted(snapshot, true);
  }

  /** Is called, in order, with every configuration that is served from now on; must not throw. */
  public void onChange(Consumer<Configuration> listener) {
    listeners.add(listener);
  }
}
