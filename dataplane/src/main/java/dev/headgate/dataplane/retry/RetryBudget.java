package dev.headgate.dataplane.retry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many calls of one proxy may be repetitions: 20 % of its traffic and 10 a second, with at most
 * 100 saved up. A provider's bad minute must not become our storm. Lock-free; safe from any thread.
 *
 * <p>Kept as one number: the time up to which the savings are spent. It lags behind now by 100 ms
 * for each repetition that may be made at once.
 */
public final class RetryBudget {
  private static final long ONE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long EARNED_PER_CALL = ONE / 5;
  private static final long MOST_SAVED = 100 * ONE;

  private final LongSupplier ticker;
  private final AtomicLong spentUpTo;

  /**
   * A full budget.
   *
   * @param ticker nanoseconds that only grow, such as {@code System::nanoTime}
   */
  public RetryBudget(LongSupplier ticker) {
    this.ticker = ticker;
    this.spentUpTo = new AtomicLong(ticker.getAsLong() - MOST_SAVED);
  }

  /** An exchange makes its first call, which earns a fifth of a repetition. */
  public void firstCall() {
    long now = ticker.getAsLong();
    spentUpTo.updateAndGet(spent -> notBefore(now - MOST_SAVED, spent - EARNED_PER_CALL));
  }

  /** Takes leave for one repetition; false when there is none left now. */
  public boolean tryRepeat() {
    long now = ticker.getAsLong();
    while (true) {
      long spent = spentUpTo.get();
      long next = notBefore(now - MOST_SAVED, spent) + ONE;
      if (next - now > 0) {
        return false;
      }
      if (spentUpTo.compareAndSet(spent, next)) {
        return true;
      }
    }
  }

  /** The later of two times, by their difference: tickers may overflow. */
  private static long notBefore(long floor, long time) {
    return time - floor < 0 ? floor : time;
  }
}
