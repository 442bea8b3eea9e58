package dev.headgate.operator.watch;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What happened since the world was last looked at: many events, one look. */
final class Changes {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition signal = lock.newCondition();
  private boolean objects;
  private boolean proxies;

  /** Something that compile must look at. */
  void objects() {
    mark(true);
  }

  /** Something that only statuses must look at. */
  void proxies() {
    mark(false);
  }

  private void mark(boolean compile) {
    lock.lock();
    try {
      objects |= compile;
      proxies |= !compile;
      signal.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What happened, the most demanding of it. */
  enum Happened {
    /** Compile must look. */
    OBJECTS,
    /** Statuses must look. */
    PROXIES,
    /** Time went by. */
    NOTHING
  }

  /** Waits until something happened, at most so long. */
  Happened await(Duration atMost) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long wait = atMost.toNanos();
      while (!objects && !proxies && wait > 0) {
        wait = signal.awaitNanos(wait);
      }
      Happened happened =
          objects ? Happened.OBJECTS : proxies ? Happened.PROXIES : Happened.NOTHING;
      objects = false;
      proxies = false;
      return happened;
    } finally {
      lock.unlock();
    }
  }
}
