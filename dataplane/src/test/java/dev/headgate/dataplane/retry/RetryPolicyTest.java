package dev.headgate.dataplane.retry;

import static dev.headgate.contract.FailureClass.ClientGone;
import static dev.headgate.contract.FailureClass.ContextTooLong;
import static dev.headgate.contract.FailureClass.Credential;
import static dev.headgate.contract.FailureClass.Deterministic;
import static dev.headgate.contract.FailureClass.QuotaExhausted;
import static dev.headgate.contract.FailureClass.RateLimited;
import static dev.headgate.contract.FailureClass.Refused;
import static dev.headgate.contract.FailureClass.StaleConnection;
import static dev.headgate.contract.FailureClass.Transient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.Routes;
import dev.headgate.dataplane.retry.Verdict.Cause;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {
  private static final Route USUAL = Routes.route("ai/chat").build();
  private static final Route NO_FALLBACK = Routes.route("ai/chat").fallback().build();
  private static final Route REFUSALS_TOO =
      Routes.route("ai/chat").fallback(Refused, Transient).build();
  private static final Route RETRIES_LIMITS =
      Routes.route("ai/chat").retry(1, 3, Transient, RateLimited, Credential).build();
  private static final RetryPolicy.Standing FIRST =
      new RetryPolicy.Standing(1, false, true, true, 100_000);
  private static final RetryPolicy.Standing SPENT =
      new RetryPolicy.Standing(2, false, false, true, 100_000);
  private static final RetryPolicy.Standing RESENT =
      new RetryPolicy.Standing(1, true, true, true, 100_000);

  private final RetryBudget budget = new RetryBudget(() -> 0);
  private final RetryPolicy policy = new RetryPolicy(budget, new Random(1));

  static Stream<Arguments> whatAFailureIs() {
    return Stream.of(
        arguments(StaleConnection, USUAL, FIRST, new Verdict.Resend()),
        arguments(StaleConnection, USUAL, RESENT, same()),
        arguments(Transient, USUAL, FIRST, same()),
        arguments(Transient, USUAL, SPENT, next(Cause.NoCallsLeft)),
        arguments(Transient, NO_FALLBACK, SPENT, caller(Cause.NoCallsLeft)),
        arguments(RateLimited, USUAL, FIRST, next(Cause.FailureClass)),
        arguments(RateLimited, RETRIES_LIMITS, FIRST, same()),
        arguments(RateLimited, NO_FALLBACK, FIRST, caller(Cause.FailureClass)),
        arguments(QuotaExhausted, USUAL, FIRST, next(Cause.FailureClass)),
        arguments(Credential, USUAL, FIRST, next(Cause.FailureClass)),
        arguments(Credential, RETRIES_LIMITS, FIRST, next(Cause.FailureClass)),
        arguments(Credential, NO_FALLBACK, FIRST, caller(Cause.FailureClass)),
        arguments(ContextTooLong, USUAL, FIRST, next(Cause.FailureClass)),
        arguments(ContextTooLong, NO_FALLBACK, FIRST, caller(Cause.FailureClass)),
        arguments(Deterministic, USUAL, FIRST, caller(Cause.FailureClass)),
        arguments(Refused, USUAL, FIRST, caller(Cause.FailureClass)),
        arguments(Refused, REFUSALS_TOO, FIRST, next(Cause.FailureClass)),
        arguments(ClientGone, USUAL, FIRST, caller(Cause.FailureClass)));
  }

  @ParameterizedTest
  @MethodSource("whatAFailureIs")
  void eachClassHasItsConsequence(
      FailureClass failure, Route route, RetryPolicy.Standing standing, Verdict expected) {
    var verdict = policy.after(Failure.of(failure), route, standing);

    if (expected instanceof Verdict.SameTarget) {
      assertThat(verdict).isInstanceOf(Verdict.SameTarget.class);
      assertThat(((Verdict.SameTarget) verdict).waitMs()).isBetween(0L, 250L);
    } else {
      assertThat(verdict).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void afterTheFirstByteOfContentNothingIsTriedAgain(FailureClass failure) {
    assertThat(policy.after(new Failure(failure, false, null, true), REFUSALS_TOO, FIRST))
        .isEqualTo(caller(Cause.ContentSent));
  }

  @Test
  void aTargetThatLetALimitPassIsNotAskedAgain() {
    assertThat(policy.after(new Failure(Transient, true, null, false), USUAL, FIRST))
        .isEqualTo(next(Cause.TimedOut));
    assertThat(budgetLeft()).isEqualTo(100);
  }

  @Test
  void anotherTargetIsBetterThanALongRetryAfter() {
    var busy = new Failure(Transient, false, 30_000L, false);

    assertThat(policy.after(busy, USUAL, FIRST)).isEqualTo(next(Cause.LongWait));
  }

  @Test
  void withoutAnotherTargetALongRetryAfterIsWaitedForInsideTheDeadline() {
    var busy = new Failure(Transient, false, 30_000L, false);

    var alone = new RetryPolicy.Standing(1, false, true, false, 100_000);
    var verdict = policy.after(busy, USUAL, alone);
    assertThat(verdict).isInstanceOf(Verdict.SameTarget.class);
    assertThat(((Verdict.SameTarget) verdict).waitMs()).isBetween(30_000L, 30_250L);

    var late = new RetryPolicy.Standing(1, false, true, false, 30_000);
    assertThat(policy.after(busy, NO_FALLBACK, late)).isEqualTo(caller(Cause.Deadline));
  }

  @Test
  void aSpentRetryBudgetLeavesOnlyTheNextTarget() {
    assertThat(budgetLeft()).isEqualTo(100);

    assertThat(policy.after(Failure.of(Transient), USUAL, FIRST))
        .isEqualTo(next(Cause.RetryBudget));
  }

  private int budgetLeft() {
    int left = 0;
    while (budget.tryRepeat()) {
      left++;
    }
    return left;
  }

  private static Verdict same() {
    return new Verdict.SameTarget(0);
  }

  private static Verdict next(Cause cause) {
    return new Verdict.NextTarget(cause);
  }

  private static Verdict caller(Cause cause) {
    return new Verdict.ToCaller(cause);
  }
}
