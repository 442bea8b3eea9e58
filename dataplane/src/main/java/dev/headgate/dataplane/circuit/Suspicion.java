package dev.headgate.dataplane.circuit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a target's last call went badly and too few follow to find out more (resilience.md: below
 * one call a second such a target is probed every 2 s).
 */
final class Suspicion {
  private static final long QUIET_AFTER = TimeUnit.SECONDS.toNanos(1);
  private static final long PROBE_EVERY = TimeUnit.SECONDS.toNanos(2);

  private final AtomicLong lastLook;
  private volatile long lastCall;
  private volatile boolean raised;

  Suspicion(long now) {
    lastLook = new AtomicLong(now - PROBE_EVERY);
    lastCall = now - QUIET_AFTER;
  }

  void called(long now) {
    lastCall = now;
  }

  void raise() {
    raised = true;
  }

  void lift() {
    raised = false;
  }

  /** Takes the right to probe, which nobody else then has for 2 s. */
  boolean claimProbe(long now) {
    long last = lastLook.get();
    return raised
        && now - lastCall >= QUIET_AFTER
        && now - last >= PROBE_EVERY
        && lastLook.compareAndSet(last, now);
  }
}
