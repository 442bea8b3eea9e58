package dev.headgate.dataplane.health;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the event loops that serve calls still turn. A loop that has done nothing for so long is
 * stuck in a bug that only a restart ends.
 */
public final class EventLoops {
  private static final long BEAT_MS = 1_000;
  private static final long STUCK_NANOS = 30_000_000_000L;

  private final List<AtomicLong> beats = new CopyOnWriteArrayList<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime monotonic, nanoseconds
   */
  public EventLoops(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** From now on this loop's pulse is felt. */
  public void watch(Vertx vertx, Context loop) {
    var beat = new AtomicLong(nanoTime.getAsLong());
    beats.add(beat);
    loop.runOnContext(
        on -> vertx.setPeriodic(BEAT_MS, timer -> beat.setRelease(nanoTime.getAsLong())));
  }

  /** How many loops are stuck. */
  long stuck() {
    long now = nanoTime.getAsLong();
    return beats.stream().filter(beat -> now - beat.getAcquire() > STUCK_NANOS).count();
  }
}
