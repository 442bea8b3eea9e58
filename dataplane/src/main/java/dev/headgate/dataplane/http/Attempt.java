package dev.headgate.dataplane.http;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.budget.HoldDecision;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.ProviderError;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.route.Step;
import dev.headgate.dataplane.terms.Usage;
import dev.headgate.dataplane.upstream.AttemptFailure;
import dev.headgate.dataplane.upstream.Broken;
import dev.headgate.dataplane.upstream.RetryAfter;
import dev.headgate.dataplane.upstream.UpstreamCall;
import dev.headgate.dataplane.upstream.UpstreamListener;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of an exchange: what comes back is understood here, as far as the proxy must, and its
 * limits are kept. The permit and the hold that it was made under are its owner's to end.
 */
final class Attempt implements UpstreamListener {
  /** A whole answer that is larger is none: 128,000 tokens of output are half a megabyte. */
  private static final int MAX_ANSWER = 64 << 20;

  private static final int MAX_ERROR = 64 << 10;

  private final Loop loop;
  private final Context context;
  private final AttemptOwner owner;
  private final Route route;
  private final Asked asked;
  private final Step step;
  private final HoldDecision.Granted granted;
  private final boolean resent;
  private final Answers answers;
  private final @Nullable AnswerStream stream;
  private final boolean gathers;
  private final AttemptLimits limits;

  private @Nullable UpstreamCall call;
  private int status;
  private @Nullable MultiMap headers;
  private @Nullable Collected collected;
  private @Nullable AttemptFailure cut;
  private boolean workDue;
  private boolean upstreamEnded;
  private boolean contentTold;
  private boolean eventTold;
  private boolean over;
  private long sentNanos;
  private long firstNanos;
  private long endNanos;

  /**
   * @param resent whether it is made again because its connection was stale
   */
  Attempt(
      Loop loop,
      Context context,
      AttemptOwner owner,
      Route route,
      Asked asked,
      Said.Outgoing outgoing,
      Step step,
      HoldDecision.Granted granted,
      boolean resent) {
    this.loop = loop;
    this.context = context;
    this.owner = owner;
    this.route = route;
    this.asked = asked;
    this.answers = outgoing.answers();
    this.step = step;
    this.granted = granted;
    this.resent = resent;
    this.gathers = !asked.stream() && answers.gathers();
    this.stream = asked.stream() || gathers ? answers.stream() : null;
    this.limits =
        new AttemptLimits(route, step.candidate(), stream != null, gathers, loop.wheel().now());
  }

  /** Makes the call. */
  void start(Function<UpstreamListener, UpstreamCall> caller) {
    var made = caller.apply(this);
    call = made;
    if (over) {
      made.cancel();
    }
  }

  Step step() {
    return step;
  }

  HoldDecision.Granted granted() {
    return granted;
  }

  boolean resent() {
    return resent;
  }

  /** Whether a provider may have seen the request. */
  boolean wasSent() {
    return sentNanos != 0;
  }

  boolean streams() {
    return stream != null;
  }

  /** Whether the answer's head said that the call is accepted. */
  boolean wasAccepted() {
    return status == 200;
  }

  /** Nanoseconds of the ticker at which the request was sent; 0 when it was not. */
  long sentNanos() {
    return sentNanos;
  }

  /** From sending to its end; 0 when nothing was sent. */
  long durationNanos() {
    long end = endNanos != 0 ? endNanos : loop.nanos();
    return sentNanos == 0 ? 0 : end - sentNanos;
  }

  /** From sending to the first event of a stream; null without one. */
  @Nullable Long firstTokenNanos() {
    return firstNanos == 0 ? null : firstNanos - sentNanos;
  }

  /** Ends it silently. */
  void cancel() {
    finish();
    if (call != null) {
      call.cancel();
    }
  }

  /** Lets go of an answer whose terminal event has come and whose connection does not end. */
  void dropTail() {
    if (call != null && !upstreamEnded) {
      call.cancel();
    }
  }

  /** Whether the provider has yet to end what it has said to be ended. */
  boolean hasTail() {
    return over && !upstreamEnded;
  }

  /** The caller reads again. */
  void resume() {
    if (limits.resumed(loop.wheel().now()) && call != null) {
      call.resume();
    }
  }

  /** What ends the caller's stream. */
  byte[] terminal() {
    return stream == null ? new byte[0] : stream.terminal();
  }

  /** How its answers are told. */
  Answers answers() {
    return answers;
  }

  /**
   * What a stream that was cut has cost by our own count; for a whole answer nobody can tell.
   *
   * @return null when everything that was held must be taken for spent
   */
  @Nullable Usage partialUsage() {
    if (stream == null) {
      return null;
    }
    return stream.usage() != null
        ? stream.usage()
        : new Usage(asked.inputTokens(), 0, 0, 0, stream.estimatedOutput(), 0);
  }

  /** When a limit of it comes next, in the wheel's time. */
  long nextLimit() {
    return over || upstreamEnded ? AttemptLimits.NEVER : limits.next();
  }

  /** Ends it if a limit has come. */
  void checkLimits(long now) {
    var passed = over || upstreamEnded ? null : limits.passed(now);
    if (passed != null) {
      fail(passed, null);
    }
  }

  @Override
  public void sent() {
    sentNanos = loop.nanos();
    granted.hold().dispatched();
  }

  @Override
  public void head(int answered, MultiMap answeredHeaders) {
    status = answered;
    headers = answeredHeaders;
    if (status != 200) {
      collected = new Collected(MAX_ERROR);
    } else if (stream == null) {
      collected = new Collected(MAX_ANSWER);
    } else {
      owner.accepted(this);
    }
  }

  @Override
  public void data(Buffer read) {
    if (over) {
      return;
    }
    if (collected != null) {
      collected.add(read);
      if (collected.overflow()) {
        upstreamEnded = true;
        var cutShort = collected;
        owner.guarded(() -> endOfCollected(cutShort));
      }
    } else if (stream != null) {
      stream.append(((BufferInternal) read).getByteBuf());
      // All that one read of the socket brought is worked off together: one write, not one for
      // each event.
      if (!workDue) {
        workDue = true;
        context.runOnContext(turn -> owner.guarded(this::work));
      }
    }
  }

  @Override
  public void end() {
    upstreamEnded = true;
    endNanos = loop.nanos();
    if (over) {
      return;
    }
    var whole = collected;
    owner.guarded(whole == null ? this::workToTheEnd : () -> endOfCollected(whole));
  }

  @Override
  public void broken(Broken broken) {
    upstreamEnded = true;
    endNanos = loop.nanos();
    var failure = AttemptFailure.of(broken);
    cut = failure;
    // What had come whole before the break is the caller's; it may even be the end.
    boolean begun = stream != null && status == 200;
    owner.guarded(begun ? this::work : () -> fail(failure, null));
  }

  private void endOfCollected(Collected whole) {
    if (status != 200) {
      var error = ProviderError.read(whole.bytes(), 0, whole.length());
      var wait = RetryAfter.ms(headersOrNone(), loop.shared().clock().instant());
      fail(AttemptFailure.of(status, wait, error), whole);
      return;
    }
    if (whole.overflow()) {
      fail(AttemptFailure.garbled(status, "the answer is too large"), null);
      return;
    }
    switch (answers.whole(whole.bytes(), whole.length())) {
      case WholeAnswer.Complete(var usage, var refused, var told) -> {
        if (refused && mayGoElsewhere()) {
          fail(AttemptFailure.refused(status), whole);
        } else {
          over = true;
          owner.answered(
              this, headersOrNone(), told == null ? whole.buffer() : Buffer.buffer(told), usage);
        }
      }
      case WholeAnswer.Failed(var error) -> fail(AttemptFailure.ofEvent(error), whole);
      case WholeAnswer.Garbled(var why) -> fail(AttemptFailure.garbled(status, why), null);
    }
  }

  private void work() {
    if (stream != null) {
      work(stream, stream.advance());
    }
  }

  private void workToTheEnd() {
    if (stream != null) {
      work(stream, stream.ended());
    }
  }

  private void work(AnswerStream stream, AnswerStream.State state) {
    workDue = false;
    if (over) {
      return;
    }
    long now = loop.wheel().now();
    limits.read(now);
    if (stream.anyEvent() && !eventTold) {
      eventTold = true;
      limits.begun();
      // A short stream is worked off after its end was noted: its first event came no later.
      firstNanos = endNanos == 0 ? loop.nanos() : endNanos;
      step.permit().firstToken();
    }
    if (!contentTold && (state == AnswerStream.State.CONTENT || state == AnswerStream.State.DONE)) {
      if (stream.refused() && mayGoElsewhere()) {
        fail(AttemptFailure.refused(status), null);
        return;
      }
      if (!gathers) {
        contentTold = true;
        limits.content(now);
        owner.contentBegins(this, headersOrNone());
      }
    }
    relayWhatCame();
    switch (state) {
      case DONE -> {
        over = true;
        var whole = stream.whole();
        owner.answered(
            this, headersOrNone(), whole == null ? null : Buffer.buffer(whole), stream.usage());
      }
      case FAILED -> {
        var error = stream.error();
        fail(
            error == null
                ? AttemptFailure.garbled(status, "the stream failed")
                : AttemptFailure.ofEvent(error),
            null);
      }
      case GARBLED -> fail(AttemptFailure.garbled(status, stream.garble()), null);
      case WAITING, CONTENT -> {
        if (upstreamEnded) {
          fail(
              cut == null
                  ? AttemptFailure.garbled(status, "the stream ended without its terminal event")
                  : cut,
              null);
        }
      }
    }
  }

  private void relayWhatCame() {
    if (over || stream == null || !contentTold) {
      return;
    }
    var events = stream.take();
    if (events != null && !owner.relay(this, events) && !upstreamEnded && call != null) {
      limits.paused();
      call.pause();
    }
  }

  private boolean mayGoElsewhere() {
    return !contentTold
        && route.fallback().failures().contains(FailureClass.Refused)
        && owner.hasNextTarget();
  }

  private MultiMap headersOrNone() {
    return headers == null ? MultiMap.caseInsensitiveMultiMap() : headers;
  }

  private void fail(AttemptFailure failure, @Nullable Collected error) {
    if (over) {
      return;
    }
    finish();
    if (call != null && !upstreamEnded) {
      call.cancel();
    }
    owner.failed(this, failure, error);
  }

  private void finish() {
    over = true;
    if (endNanos == 0) {
      endNanos = loop.nanos();
    }
  }
}
