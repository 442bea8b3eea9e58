package dev.headgate.bench.load;

import java.util.Arrays;

/** Latencies of one measurement, in nanoseconds; sorted. */
public final class Latencies {
  private static final double NANOS_PER_MS = 1e6;

  private final long[] sorted;

  Latencies(long[] nanos) {
    this.sorted = nanos.clone();
    Arrays.sort(this.sorted);
  }

  /** The value below which a share of all lies, in milliseconds. */
  public double quantileMs(double share) {
    int index = (int) Math.min(sorted.length - 1L, Math.round(share * sorted.length));
    return sorted[index] / NANOS_PER_MS;
  }

  /** How many there are. */
  public int count() {
    return sorted.length;
  }
}
