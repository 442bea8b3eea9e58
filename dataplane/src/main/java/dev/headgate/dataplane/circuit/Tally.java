package dev.headgate.dataplane.circuit;

import org.jspecify.annotations.Nullable;

/**
 * What calls have said while they were let through.
 *
 * @param window of the last calls
 * @param consecutive failures since the last success, whenever they were
 */
record Tally(CallWindow window, int consecutive) {

  static Tally none(Rules rules) {
    return new Tally(rules.emptyWindow(), 0);
  }

  Tally with(Sign sign, Moment now, Rules rules) {
    var base = window.hasBucketsOf(rules.bucketNanos()) ? window : rules.emptyWindow();
    return switch (sign) {
      case Succeeded -> new Tally(base.add(now.nanos(), 1, 0, 0), 0);
      case Failed -> new Tally(base.add(now.nanos(), 1, 1, 0), consecutive + 1);
      case Slow -> new Tally(base.add(now.nanos(), 1, 0, 1), consecutive);
      // Counted as a call when it became slow.
      case SlowSucceeded -> new Tally(base, 0);
      case SlowFailed -> new Tally(base.add(now.nanos(), 0, 1, 0), consecutive + 1);
      case Nothing -> this;
    };
  }

  /**
   * The rule that opens, null when none does.
   *
   * @param last what was said last: good news never opens, whatever share of the window is bad
   */
  @Nullable Cause verdict(Sign last, Rules rules) {
    if (!last.bad()) {
      return null;
    }
    var breaker = rules.breaker();
    if (consecutive >= breaker.consecutiveFailures()) {
      return Cause.ConsecutiveFailures;
    }
    var sums = window.sums();
    if (sums.calls() < Math.max(1, breaker.minimumCalls())) {
      return null;
    }
    if (reaches(sums.failures(), breaker.failureRatePercent(), sums.calls())) {
      return Cause.FailureRate;
    }
    return reaches(sums.slow(), breaker.slowCallRatePercent(), sums.calls())
        ? Cause.SlowCallRate
        : null;
  }

  private static boolean reaches(int part, int percent, int whole) {
    return part > 0 && part * 100L >= (long) percent * whole;
  }
}
