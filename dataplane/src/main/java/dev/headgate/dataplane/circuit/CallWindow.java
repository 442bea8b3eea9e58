package dev.headgate.dataplane.circuit;

/**
 * How many calls ended lately, how many of them failed and how many were slow: a ring of buckets,
 * immutable. A call is counted in the bucket in which its outcome (or its slowness) became known.
 */
final class CallWindow {
  private static final int FIGURES = 3;

  private static final int NONE = -1;

  private final long bucketNanos;
  // When the newest bucket began: only differences mean something, tickers may overflow.
  private final long newestSince;
  private final int newest;
  private final int[] counts;

  private CallWindow(long bucketNanos, long newestSince, int newest, int[] counts) {
    this.bucketNanos = bucketNanos;
    this.newestSince = newestSince;
    this.newest = newest;
    this.counts = counts;
  }

  static CallWindow empty(long bucketNanos, int buckets) {
    return new CallWindow(bucketNanos, 0, NONE, new int[buckets * FIGURES]);
  }

  /** The sums of a window. */
  record Sums(int calls, int failures, int slow) {}

  boolean hasBucketsOf(long nanos) {
    return bucketNanos == nanos;
  }

  /** This window with more in its newest bucket. */
  CallWindow add(long nanos, int calls, int failures, int slow) {
    int[] next = counts.clone();
    int buckets = next.length / FIGURES;
    // Time never goes back for one caller, but two callers may arrive in the other order.
    long passed = newest == NONE ? 0 : Math.max(0, (nanos - newestSince) / bucketNanos);
    int at = newest == NONE ? 0 : newest;
    for (long gone = Math.min(passed, buckets); gone > 0; gone--) {
      at = (at + 1) % buckets;
      next[at * FIGURES] = 0;
      next[at * FIGURES + 1] = 0;
      next[at * FIGURES + 2] = 0;
    }
    next[at * FIGURES] += calls;
    next[at * FIGURES + 1] += failures;
    next[at * FIGURES + 2] += slow;
    long since = newest == NONE ? nanos : newestSince + passed * bucketNanos;
    return new CallWindow(bucketNanos, since, at, next);
  }

  /** What is in the window that ends with the newest bucket. */
  Sums sums() {
    int calls = 0;
    int failures = 0;
    int slow = 0;
    for (int i = 0; i < counts.length; i += FIGURES) {
      calls += counts[i];
      failures += counts[i + 1];
      slow += counts[i + 2];
    }
    return new Sums(calls, failures, slow);
  }
}
