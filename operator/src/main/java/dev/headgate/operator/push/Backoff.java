package dev.headgate.operator.push;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a ceiling that doubles, and a random time between half of
 * it and all of it, so that a restarted operator does not meet all proxies in step.
 */
final class Backoff {
  private final Duration base;
  private final Duration max;
  private final RandomGenerator random;
  private int failures;

  Backoff(Duration base, Duration max, RandomGenerator random) {
    this.base = base;
    this.max = max;
    this.random = random;
  }

  void succeeded() {
    failures = 0;
  }

  /** Time to wait after one more failure. */
  Duration failed() {
    long ceiling = Math.min(max.toMillis(), base.toMillis() << Math.min(failures, 16));
    failures = Math.min(failures + 1, 16);
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }
}
