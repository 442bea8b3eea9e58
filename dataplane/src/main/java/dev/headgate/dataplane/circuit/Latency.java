package dev.headgate.dataplane.circuit;

import java.util.concurrent.TimeUnit;

/**
 * What is usual for one target: an average that follows (α 0.3), its deviation, and the slowest of
 * the last 128 to 256 answers. Immutable; nanoseconds.
 *
 * @param answers seen so far
 * @param mean of them, the latest weighing most
 * @param deviation mean absolute, weighed likewise
 * @param peak slowest of the current 128 answers
 * @param peakBefore slowest of the 128 before those
 */
record Latency(long answers, double mean, double deviation, double peak, double peakBefore) {
  private static final double ALPHA = 0.3;
  private static final int ARMED_AFTER = 10;
  private static final int PEAK_OF = 128;
  // For a normal distribution the 99th percentile is 2.3 standard, 2.9 mean absolute deviations up.
  private static final double P99_DEVIATIONS = 3;
  private static final double SLOW_FACTOR = 3;
  private static final double LEAST_SLOW = (double) TimeUnit.SECONDS.toNanos(2);
  private static final double FAST = (double) TimeUnit.SECONDS.toNanos(1);
  private static final double MOST_SLOW_OF_FAST = (double) TimeUnit.SECONDS.toNanos(4);
  // Seen to think, a model may think for as long as a healthy one does (resilience.md: 90 s). Its
  // short answers come back first, so what is known so far is biased towards them.
  private static final double PAUSE_TO_THINK = (double) TimeUnit.SECONDS.toNanos(8);
  private static final double LEAST_SLOW_OF_THINKING = (double) TimeUnit.SECONDS.toNanos(100);

  static final Latency UNKNOWN = new Latency(0, 0, 0, 0, 0);

  Latency with(long nanos) {
    double value = (double) nanos;
    if (answers == 0) {
      return new Latency(1, value, value / 2, value, 0);
    }
    boolean turn = answers % PEAK_OF == 0;
    return new Latency(
        answers + 1,
        mean + ALPHA * (value - mean),
        deviation + ALPHA * (Math.abs(value - mean) - deviation),
        turn ? value : Math.max(peak, value),
        turn ? peak : peakBefore);
  }

  /** Whether enough is known to call a call slow. */
  boolean armed() {
    return answers >= ARMED_AFTER;
  }

  /** The time that 99 of 100 calls stay under. */
  double p99(Pace pace) {
    double predicted = mean + P99_DEVIATIONS * deviation;
    // A run of short ones says little where times vary by their nature.
    return pace == Pace.Steady ? predicted : Math.max(predicted, slowestOfLate());
  }

  /** The time beyond which a running call is slow. */
  double slowAfter(Pace pace) {
    double usual = p99(pace);
    double limit = Math.max(LEAST_SLOW, SLOW_FACTOR * usual);
    if (pace == Pace.Thinking && slowestOfLate() >= PAUSE_TO_THINK) {
      return Math.max(limit, LEAST_SLOW_OF_THINKING);
    }
    return usual < FAST ? Math.min(limit, MOST_SLOW_OF_FAST) : limit;
  }

  private double slowestOfLate() {
    return Math.max(peak, peakBefore);
  }
}
