package dev.headgate.dataplane.http;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.metrics.CallKind;
import dev.headgate.dataplane.record.CallRecord;
import dev.headgate.dataplane.record.ExchangeRecord;
import dev.headgate.dataplane.route.Plan;
import dev.headgate.dataplane.route.Step;
import dev.headgate.dataplane.terms.Usage;
import dev.headgate.dataplane.upstream.AttemptFailure;
import dev.headgate.dataplane.upstream.AttemptFailure.Fault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The book of one exchange: ends permits and holds by what became of their calls, and keeps what
 * errors, headers and the record tell of them.
 */
final class Ledger {
  private final Loop loop;
  private final String id;
  private final Consumer consumer;
  private final List<CallRecord> calls = new ArrayList<>(2);
  private final List<AttemptNote> notes = new ArrayList<>(0);
  private @Nullable Route route;
  private String operation = "";
  private long beganNanos;
  private long firstSentNanos;
  private long upstreamNanos;

  Ledger(Loop loop, String id, Consumer consumer) {
    this.loop = loop;
    this.id = id;
    this.consumer = consumer;
  }

  String id() {
    return id;
  }

  /** The request is whole: from now on the caller waits for us. */
  void begin() {
    beganNanos = loop.nanos();
  }

  /** The request was understood. */
  void asked(String what) {
    operation = what;
  }

  void routed(Route taken) {
    route = taken;
  }

  /** Calls that failed so far. */
  List<AttemptNote> notes() {
    return notes;
  }

  /** What the calls so far cost, 10⁻⁹ of their currency. */
  long costNanos() {
    long sum = 0;
    for (var call : calls) {
      sum += call.costNanos();
    }
    return sum;
  }

  /** A call is about to be made. */
  void calling(Step step, Told told) {
    if (step.kind() == Step.Kind.Failover && !notes.isEmpty()) {
      var from = notes.getLast();
      told.switching(from.target(), step.candidate().key(), from.failure().failure());
    }
  }

  /** A call was answered. Returns its price in nanos. */
  long answered(Attempt attempt, @Nullable Usage usage) {
    var hold = attempt.granted().hold();
    var counted = usage == null ? attempt.partialUsage() : usage;
    long cost = counted == null ? hold.settleEstimated() : hold.settle(counted);
    var called = attempt.step().candidate();
    loop.shared().credentials().succeeded(called.backend(), called.key().model());
    note(attempt, null, 200, "", usage, cost);
    return cost;
  }

  /** A call failed. */
  void failed(Attempt attempt, AttemptFailure failure) {
    var permit = attempt.step().permit();
    var retryAfter = failure.retryAfterMs();
    if (failure.fault() == Fault.OURS) {
      permit.ignore();
    } else if (failure.failure() == FailureClass.QuotaExhausted && retryAfter != null) {
      permit.exhausted(retryAfter);
    } else {
      permit.failure(failure.failure());
    }
    long cost = pay(attempt, failure);
    var called = attempt.step().candidate();
    loop.shared().credentials().failed(called.backend(), called.key().model(), failure);
    notes.add(new AttemptNote(called.key(), failure));
    note(attempt, failure.failure(), failure.status(), failure.label(), null, cost);
  }

  /** A call failed that another answer stands in for: it says nothing about the target. */
  void stoodIn(Attempt attempt, AttemptFailure failure) {
    attempt.step().permit().ignore();
    note(attempt, failure.failure(), failure.status(), failure.label(), null, release(attempt));
  }

  /** A call was ended by the caller or by our own deadline. */
  void stopped(Attempt attempt) {
    attempt.step().permit().ignore();
    long cost = attempt.wasSent() ? payPart(attempt) : release(attempt);
    note(attempt, FailureClass.ClientGone, 0, "stopped", null, cost);
  }

  /** What a failed call costs: nothing where the provider did no work. */
  private static long pay(Attempt attempt, AttemptFailure failure) {
    return attempt.wasSent() && mayHaveWorked(attempt, failure)
        ? payPart(attempt)
        : release(attempt);
  }

  private static boolean mayHaveWorked(Attempt attempt, AttemptFailure failure) {
    if (!attempt.wasAccepted()) {
      // An error's status is a refusal to work, and nobody bills for what they did not begin to
      // say; but who let our limit pass may have worked all the while.
      return failure.timedOut();
    }
    return attempt.streams() || failure.status() == 200 || failure.status() == 0;
  }

  private static long payPart(Attempt attempt) {
    var usage = attempt.partialUsage();
    var hold = attempt.granted().hold();
    return usage == null ? hold.settleEstimated() : hold.settle(usage);
  }

  private static long release(Attempt attempt) {
    attempt.granted().hold().release();
    return 0;
  }

  private void note(
      Attempt attempt,
      @Nullable FailureClass failure,
      int status,
      String label,
      @Nullable Usage usage,
      long cost) {
    if (firstSentNanos == 0) {
      firstSentNanos = attempt.sentNanos();
    }
    upstreamNanos += attempt.durationNanos();
    calls.add(
        new CallRecord(
            attempt.step().candidate(),
            kind(attempt.step().kind()),
            failure,
            status,
            label,
            usage,
            cost,
            attempt.durationNanos(),
            attempt.firstTokenNanos()));
  }

  private static CallKind kind(Step.Kind kind) {
    return switch (kind) {
      case First -> CallKind.FIRST;
      case Retry -> CallKind.RETRY;
      case Failover -> CallKind.FAILOVER;
    };
  }

  /** What the caller has waited for us and not for providers; waits before repetitions count. */
  long overheadNanos() {
    return loop.nanos() - beganNanos - upstreamNanos;
  }

  /**
   * The exchange is over.
   *
   * @param plan null when there was none
   */
  void end(String outcome, @Nullable Plan plan) {
    long now = loop.nanos();
    long began = beganNanos == 0 ? now : beganNanos;
    loop.recorder()
        .record(
            new ExchangeRecord(
                id,
                outcome,
                operation,
                route,
                consumer,
                calls,
                plan == null ? List.of() : plan.skipped(),
                now - began,
                now - began - upstreamNanos,
                firstSentNanos == 0 ? 0 : firstSentNanos - began));
  }
}
