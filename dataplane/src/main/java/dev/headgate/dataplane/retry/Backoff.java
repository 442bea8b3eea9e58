package dev.headgate.dataplane.retry;

import dev.headgate.contract.Route;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a repetition: full jitter under a ceiling that grows by a factor each
 * time. A provider's Retry-After goes before it.
 *
 * @param baseMs the first ceiling, at least 0
 * @param factor at least 1
 * @param maxMs the highest ceiling
 */
public record Backoff(long baseMs, int factor, long maxMs) {

  /** As a route says. */
  public static Backoff of(Route.Retry retry) {
    return new Backoff(retry.backoffBaseMs(), retry.backoffFactor(), retry.backoffMaxMs());
  }

  /**
   * Milliseconds to wait.
   *
   * @param repetition 1 for the first
   * @param retryAfterMs what the provider asks for; then up to one base is added, so that those who
   *     were told the same do not come back at the same moment
   */
  public long waitMs(int repetition, @Nullable Long retryAfterMs, RandomGenerator random) {
    return retryAfterMs == null
        ? upTo(ceiling(repetition), random)
        : Math.max(0, retryAfterMs) + upTo(Math.min(baseMs, maxMs), random);
  }

  private long ceiling(int repetition) {
    double grown = (double) baseMs * Math.pow(factor, Math.max(0, repetition - 1));
    return grown >= (double) maxMs ? maxMs : (long) grown;
  }

  private static long upTo(long most, RandomGenerator random) {
    return most <= 0 ? 0 : random.nextLong(most + 1);
  }
}
