package dev.headgate.dataplane.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of everything that runs on one event loop: one timer of the event loop for all of
 * them, in steps of 20 ms. Setting and moving a limit costs a few pointers. Belongs to one event
 * loop.
 */
final class Wheel {
  private static final int STEP_MS = 20;
  private static final int SLOTS = 1024;

  private final Timer[] slots = new Timer[SLOTS];
  private final LongSupplier ticker;
  private final long origin;
  private final long vertxTimer;
  private final Vertx vertx;
  private final List<Timer> due = new ArrayList<>();
  private long done;

  /**
   * @param ticker nanoseconds that only grow
   */
  Wheel(Vertx vertx, LongSupplier ticker) {
    this.vertx = vertx;
    this.ticker = ticker;
    this.origin = ticker.getAsLong();
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Timer.Head();
    }
    this.vertxTimer = vertx.setPeriodic(STEP_MS, fired -> turn());
  }

  /** Milliseconds since this wheel was made: the time that limits are given in. */
  long now() {
    return TimeUnit.NANOSECONDS.toMillis(ticker.getAsLong() - origin);
  }

  /** Calls the timer at or up to one step after this time; moves it when it was set before. */
  void set(Timer timer, long atMs) {
    timer.unlink();
    timer.step = Math.max(done + 1, Math.ceilDiv(atMs, STEP_MS));
    slots[(int) (timer.step & (SLOTS - 1))].link(timer);
  }

  void close() {
    vertx.cancelTimer(vertxTimer);
  }

  private void turn() {
    long now = now();
    long last = now / STEP_MS;
    // After a long stall one turn visits every slot; more would visit them again.
    long from = Math.max(done + 1, last - SLOTS + 1);
    done = last;
    for (long step = from; step <= last; step++) {
      for (var timer = slots[(int) (step & (SLOTS - 1))].next; timer != null; ) {
        var following = timer.next;
        if (timer.step <= last) {
          timer.unlink();
          timer.called = true;
          due.add(timer);
        }
        timer = following;
      }
    }
    // Apart from the walk: a timer that is called may set or forget any other.
    for (int i = 0; i < due.size(); i++) {
      var timer = due.get(i);
      if (timer.called) {
        timer.called = false;
        timer.due(now);
      }
    }
    due.clear();
  }

  /** Something with a limit. */
  abstract static class Timer {
    private @Nullable Timer previous;
    private @Nullable Timer next;
    private long step;

    /** Its limit has come and it has not been told yet. */
    private boolean called;

    /**
     * The limit has come. The timer is no longer set.
     *
     * @param now of the wheel
     */
    abstract void due(long now);

    /** Forgets the limit. */
    final void unlink() {
      if (previous != null) {
        previous.next = next;
      }
      if (next != null) {
        next.previous = previous;
      }
      previous = null;
      next = null;
      called = false;
    }

    private void link(Timer timer) {
      timer.next = next;
      timer.previous = this;
      if (next != null) {
        next.previous = timer;
      }
      next = timer;
    }

    /** Begins a slot's list. */
    private static final class Head extends Timer {
      @Override
      void due(long now) {
        throw new IllegalStateException("a head is never set");
      }
    }
  }
}
