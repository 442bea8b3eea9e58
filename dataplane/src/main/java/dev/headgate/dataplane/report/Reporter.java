package dev.headgate.dataplane.report;

import dev.headgate.contract.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The newest report, and who waits for a newer one. Its version grows only when something in it
 * changed; changes that come together are told together. Safe from any thread.
 */
public final class Reporter {
  private final Vertx vertx;
  private final Supplier<Sight> sight;
  private final Duration debounce;
  private final Set<Promise<Report>> waiting = new HashSet<>();
  private Report current;
  private boolean scheduled;

  /**
   * @param vertx for timers
   * @param proxy this proxy's name
   * @param sight what it sees at the moment of asking; must not block
   * @param debounce from the first change to the report that tells it, 1 ms or more
   */
  public Reporter(Vertx vertx, String proxy, Supplier<Sight> sight, Duration debounce) {
    this.vertx = vertx;
    this.sight = sight;
    this.debounce = debounce;
    this.current = sight.get().report(proxy, 1);
  }

  /** Something may have changed: looks again soon. */
  public synchronized void touch() {
    if (!scheduled) {
      scheduled = true;
      vertx.setTimer(debounce.toMillis(), timer -> look());
    }
  }

  /** The newest report that was told; up to the debounce behind {@link #now}. */
  public synchronized Report current() {
    return current;
  }

  /** What a report would say at this moment, under the version of the last one. */
  public Report now() {
    return sight.get().report(current().proxy(), current().version());
  }

  /**
   * A report that the asker has not seen.
   *
   * @param seen version of the last one they saw; one that this proxy has not reached was another
   *     process's at the same address, and is answered at once
   * @param wait how long at most; then the same report comes once more
   */
  public synchronized Future<Report> after(long seen, Duration wait) {
    if (seen != current.version()) {
      return Future.succeededFuture(current);
    }
    Promise<Report> promise = Promise.promise();
    waiting.add(promise);
    long timer = vertx.setTimer(wait.toMillis(), expired -> give(promise));
    return promise.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void give(Promise<Report> promise) {
    Report report;
    synchronized (this) {
      if (!waiting.remove(promise)) {
        return;
      }
      report = current;
    }
    promise.tryComplete(report);
  }

  private void look() {
    Report report;
    List<Promise<Report>> told;
    synchronized (this) {
      scheduled = false;
      var seen = sight.get();
      if (seen.report(current.proxy(), current.version()).equals(current)) {
        return;
      }
      report = seen.report(current.proxy(), current.version() + 1);
      current = report;
      told = new ArrayList<>(waiting);
      waiting.clear();
    }
    told.forEach(promise -> promise.tryComplete(report));
  }
}
