package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Backend;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When one target's circuit opens and closes.
 *
 * @param breaker as the manifest says, defaults applied
 * @param reasoning whether the model thinks before it speaks: then its slowest answers are believed
 */
record Rules(Backend.CircuitBreaker breaker, boolean reasoning) {
  private static final int BUCKETS = 10;
  private static final long SHORTEST_RAMP_STAGE_MS = 250;
  private static final long LONGEST_RAMP_STAGE_MS = 30_000;

  static Rules of(Backend backend, Backend.Model model) {
    return new Rules(backend.circuitBreaker(), model.can(Backend.Capability.Reasoning));
  }

  Backend.@Nullable Force force() {
    return breaker.force();
  }

  CallWindow emptyWindow() {
    return CallWindow.empty(bucketNanos(), BUCKETS);
  }

  long bucketNanos() {
    return Math.max(1, TimeUnit.MILLISECONDS.toNanos(breaker.windowMs()) / BUCKETS);
  }

  /** How many overdue calls in a row are silence: 3 where 5 failures open. */
  int silentCalls() {
    return Math.max(2, (breaker.consecutiveFailures() * 3 + 4) / 5);
  }

  /**
   * How long to stay open: at least {@code openFor × 2^openings}, up to a tenth more so that
   * proxies do not probe in step, at most {@code maxOpenFor}.
   *
   * @param openings before this one without a healthy time between them
   */
  long openForMs(int openings, RandomGenerator random) {
    double grown = (double) breaker.openForMs() * Math.pow(2, openings);
    long most = Math.max(breaker.openForMs(), breaker.maxOpenForMs());
    long base = grown >= (double) most ? most : (long) grown;
    return Math.min(most, base + random.nextLong(base / 10 + 1));
  }

  /** How long each share of the ramp is kept: 5 s where a circuit opens for a minute. */
  long rampStageNanos() {
    return TimeUnit.MILLISECONDS.toNanos(
        Math.clamp(breaker.openForMs() / 12, SHORTEST_RAMP_STAGE_MS, LONGEST_RAMP_STAGE_MS));
  }
}
