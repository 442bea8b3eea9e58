package dev.headgate.dataplane.budget;

import java.time.InstantSource;

/**
 * The store's time, as far as this event loop knows it: windows and deadlines go by the store's
 * clock, so that proxies whose clocks differ agree.
 */
final class StoreClock {
  /** Differences below it are the network's. */
  private static final long TOLERANCE_MS = 20;

  private final InstantSource local;
  private long offsetMs;

  StoreClock(InstantSource local) {
    this.local = local;
  }

  /** The time that the store would tell now. */
  long nowMs() {
    return local.millis() + offsetMs;
  }

  /** The proxy's own time: for ages, not for windows. */
  long localMs() {
    return local.millis();
  }

  /** The store just told its time. */
  void heard(long storeMs) {
    long offset = storeMs - local.millis();
    if (Math.abs(offset - offsetMs) > TOLERANCE_MS) {
      offsetMs = offset;
    }
  }
}
