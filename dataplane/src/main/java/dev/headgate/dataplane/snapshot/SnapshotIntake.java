package dev.headgate.dataplane.snapshot;

import dev.headgate.contract.Acknowledgement.Problem;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.snapshot.SnapshotReader.Reading.Parsed;
import dev.headgate.dataplane.snapshot.SnapshotReader.Reading.Unreadable;
import dev.headgate.dataplane.snapshot.Submission.Accepted;
import dev.headgate.dataplane.snapshot.Submission.Outdated;
import dev.headgate.dataplane.snapshot.Submission.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which snapshots come in, whoever brings them: read, offered to the store, kept for
 * the next start. It blocks: never call it on an event loop.
 */
public final class SnapshotIntake {
  private static final Logger log = LoggerFactory.getLogger(SnapshotIntake.class);

  private final SnapshotReader reader = new SnapshotReader();
  private final SnapshotStore store;
  private final @Nullable StateDirectory state;
  private final AtomicLong refused = new AtomicLong();

  /**
   * @param store who decides and serves
   * @param state where accepted ones are kept; null keeps none
   */
  public SnapshotIntake(SnapshotStore store, @Nullable StateDirectory state) {
    this.store = store;
    this.state = state;
  }

  /**
   * Takes a snapshot in, or says why not.
   *
   * @param bytes JSON, plain or gzip
   * @param from where it came from, for the log
   */
  public synchronized Submission submit(byte[] bytes, String from) {
    var submission =
        switch (reader.read(bytes)) {
          case Parsed(var snapshot) -> offered(snapshot);
          case Unreadable(var problem) -> new Refused(serving(), List.of(problem));
        };
    switch (submission) {
      case Accepted(var snapshot, var changed) when changed -> {
        log.info("serving {} from {}", snapshot, from);
        keep(bytes);
      }
      case Accepted accepted ->
          log.debug("{} from {} is served already", accepted.snapshot(), from);
      case Outdated(var serving) ->
          log.debug("a snapshot from {} is not later than {}", from, serving);
      case Refused(var serving, var problems) -> {
        refused.incrementAndGet();
        log.warn(
            "refused a snapshot from {}: {}; still serving {}",
            from,
            problems,
            serving == null ? "nothing" : serving);
      }
    }
    return submission;
  }

  /** Starts from what was kept at the last run, if anything was and it is still in order. */
  public void restore() {
    if (state != null) {
      state.read().ifPresent(bytes -> submit(bytes, "the state directory"));
    }
  }

  /** How many snapshots were refused since the start, unreadable ones too. */
  public long refusedCount() {
    return refused.get();
  }

  /**
   * A snapshot that our own checks let through and our own rooms choke on must not end the proxy.
   */
  private Submission offered(Snapshot snapshot) {
    try {
      return store.offer(snapshot);
    } catch (RuntimeException e) {
      log.error("a bug of ours: {} passed the checks and cannot be served", snapshot, e);
      var problem = new Problem("", "Unservable", "this proxy cannot serve it; see its log");
      return new Refused(serving(), List.of(problem));
    }
  }

  private @Nullable Snapshot serving() {
    var current = store.current();
    return current == null ? null : current.snapshot();
  }

  private void keep(byte[] bytes) {
    if (state == null) {
      return;
    }
    try {
      state.write(bytes);
    } catch (IOException | UncheckedIOException e) {
      // It is served all the same: a restart then begins with an older one, which the next push
      // mends.
      log.warn("could not keep the snapshot for the next start: {}", e.toString());
    }
  }
}
