package dev.headgate.dataplane.retry;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.retry.Verdict.Cause;
import dev.headgate.dataplane.retry.Verdict.NextTarget;
import dev.headgate.dataplane.retry.Verdict.SameTarget;
import dev.headgate.dataplane.retry.Verdict.ToCaller;
import java.util.random.RandomGenerator;

/**
 * Decides what is done about a failed attempt (resilience.md, "What a failure is"). The retry
 * budget limits repetitions on the same target, not the way to another one: a target that has
 * failed gets no second call from a failover, and the exchange's {@code retry.maxCalls} bounds the
 * whole.
 *
 * @param budget of the proxy
 * @param random for jitter
 */
public record RetryPolicy(RetryBudget budget, RandomGenerator random) {

  /**
   * Where the exchange stands.
   *
   * @param call how many calls the target has had, at least 1
   * @param resent whether this attempt has been resent on a new connection before
   * @param mayCallAgain whether the target and the exchange have calls left
   * @param hasNext whether another target could be called
   * @param remainingMs of the exchange's deadline
   */
  public record Standing(
      int call, boolean resent, boolean mayCallAgain, boolean hasNext, long remainingMs) {}

  /** What to do next. A {@link SameTarget} has been taken from the retry budget. */
  public Verdict after(Failure failure, Route route, Standing standing) {
    if (failure.contentSent()) {
      return new ToCaller(Cause.ContentSent);
    }
    return switch (failure.failure()) {
      case StaleConnection ->
          standing.resent()
              // A connection that was new is no stale one: the provider hangs up on us.
              ? again(FailureClass.Transient, failure, route, standing)
              : new Verdict.Resend();
      case Transient, RateLimited -> again(failure.failure(), failure, route, standing);
      case QuotaExhausted, Credential, ContextTooLong, Refused ->
          onwards(failure.failure(), route, Cause.FailureClass);
      case Deterministic, ClientGone -> new ToCaller(Cause.FailureClass);
    };
  }

  private Verdict again(
      FailureClass failureClass, Failure failure, Route route, Standing standing) {
    if (failure.timedOut()) {
      return onwards(failureClass, route, Cause.TimedOut);
    }
    if (!route.retry().failures().contains(failureClass)) {
      return onwards(failureClass, route, Cause.FailureClass);
    }
    if (!standing.mayCallAgain()) {
      return onwards(failureClass, route, Cause.NoCallsLeft);
    }
    var retryAfter = failure.retryAfterMs();
    if (retryAfter != null && retryAfter > route.retry().backoffMaxMs() && standing.hasNext()) {
      return onwards(failureClass, route, Cause.LongWait);
    }
    long wait = Backoff.of(route.retry()).waitMs(standing.call(), retryAfter, random);
    if (wait >= standing.remainingMs()) {
      return onwards(failureClass, route, Cause.Deadline);
    }
    return budget.tryRepeat()
        ? new SameTarget(wait)
        : onwards(failureClass, route, Cause.RetryBudget);
  }

  private static Verdict onwards(FailureClass failure, Route route, Cause cause) {
    return route.fallback().failures().contains(failure)
        ? new NextTarget(cause)
        : new ToCaller(cause);
  }
}
