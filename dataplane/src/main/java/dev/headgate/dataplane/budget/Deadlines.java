package dev.headgate.dataplane.budget;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fails promises that are not kept in time, with one timer for all of them: the client has no
 * command timeout and a timer for each call costs more than the call. All promises have the same
 * allowance, so that the oldest is due first.
 */
final class Deadlines {
  private record Watched(Promise<?> promise, long dueNanos, int generation) {}

  private static final long LONGEST_GRACE_MS = 200;

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final IntConsumer onMiss;
  private final ArrayDeque<Watched> watched = new ArrayDeque<>();
  private boolean armed;
  private long lookDueNanos;

  /**
   * @param onMiss told, once for each time that some were missed, the generation of the youngest
   */
  Deadlines(Vertx vertx, LongSupplier nanoTime, IntConsumer onMiss) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.onMiss = onMiss;
  }

  void watch(Promise<?> promise, long allowanceMs, int generation) {
    long now = nanoTime.getAsLong();
    // Kept promises are forgotten from the front as new ones come.
    Watched head;
    while ((head = watched.peekFirst()) != null && head.promise().future().isComplete()) {
      watched.removeFirst();
    }
    watched.addLast(new Watched(promise, now + allowanceMs * 1_000_000, generation));
    if (!armed) {
      arm(allowanceMs);
    }
  }

  private void arm(long inMs) {
    armed = true;
    lookDueNanos = nanoTime.getAsLong() + Math.max(1, inMs) * 1_000_000;
    vertx.setTimer(Math.max(1, inMs), ignored -> look(false));
  }

  /**
   * @param again whether answers that had already arrived have been read since the deadline passed:
   *     a pause of our own is not the store's fault, and what it took, reading gets on top: a cold
   *     or starved proxy would otherwise drop a healthy connection and refuse every call on it
   */
  private void look(boolean again) {
    armed = false;
    @Nullable Watched head;
    long now = nanoTime.getAsLong();
    boolean missed = false;
    int generation = 0;
    while ((head = watched.peekFirst()) != null) {
      if (head.promise().future().isComplete()) {
        watched.removeFirst();
      } else if (head.dueNanos() > now) {
        break;
      } else if (!again) {
        armed = true;
        long lateMs = (now - lookDueNanos) / 1_000_000;
        vertx.setTimer(Math.clamp(lateMs, 1, LONGEST_GRACE_MS), ignored -> look(true));
        return;
      } else {
        watched.removeFirst();
        missed = true;
        generation = head.generation();
        head.promise().tryFail(new StoreUnavailable("the store gave no answer in time"));
      }
    }
    if (head != null) {
      arm((head.dueNanos() - now) / 1_000_000 + 1);
    }
    if (missed) {
      onMiss.accept(generation);
    }
  }
}
