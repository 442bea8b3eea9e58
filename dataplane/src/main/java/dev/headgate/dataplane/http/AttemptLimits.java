package dev.headgate.dataplane.http;

import dev.headgate.contract.Route;
import dev.headgate.dataplane.route.Candidate;
import dev.headgate.dataplane.upstream.AttemptFailure;
import org.jspecify.annotations.Nullable;

/**
 * How long one call may take: to its first event or its whole answer, between two reads, and from
 * its first content on. All times are the wheel's.
 */
final class AttemptLimits {
  static final long NEVER = Long.MAX_VALUE;

  private final Route route;
  private final Candidate candidate;
  private final boolean streams;
  private final long firstMs;
  private final long firstBy;
  private final long wholeBy;
  private boolean begun;
  private boolean paused;
  private long lastRead = NEVER;
  private long contentAt = NEVER;

  /**
   * @param streams whether the provider is asked for a stream
   * @param gathers whether that stream is a whole answer to the caller
   * @param now when the call is made
   */
  AttemptLimits(Route route, Candidate candidate, boolean streams, boolean gathers, long now) {
    var target = candidate.target();
    this.route = route;
    this.candidate = candidate;
    this.streams = streams;
    this.firstMs = streams ? target.firstTokenMs() : target.answerMs();
    this.firstBy = now + firstMs;
    this.wholeBy = gathers ? now + target.answerMs() : NEVER;
  }

  /** The stream's first event has come. */
  void begun() {
    begun = true;
  }

  /** Something was read. */
  void read(long now) {
    lastRead = now;
  }

  /** The first content has come. */
  void content(long now) {
    contentAt = now;
  }

  /** The caller reads no more for now: the provider's silence is not its own. */
  void paused() {
    paused = true;
  }

  /**
   * The caller reads again.
   *
   * @return whether it had stopped
   */
  boolean resumed(long now) {
    boolean was = paused;
    if (was) {
      paused = false;
      lastRead = now;
    }
    return was;
  }

  /** When a limit comes next. */
  long next() {
    return begun ? Math.min(wholeBy, Math.min(silentBy(), endBy())) : Math.min(firstBy, wholeBy);
  }

  private long silentBy() {
    return paused ? NEVER : lastRead + candidate.backend().idleTimeoutMs();
  }

  private long endBy() {
    return contentAt == NEVER ? NEVER : contentAt + route.streaming().maxDurationMs();
  }

  /** What a call fails of by now; null when it may go on. */
  @Nullable AttemptFailure passed(long now) {
    if (now < next()) {
      return null;
    }
    if (!streams || now >= wholeBy) {
      return AttemptFailure.timedOut(
          "the limit to the whole answer", candidate.target().answerMs());
    }
    if (!begun) {
      return AttemptFailure.timedOut("the limit to the first event", firstMs);
    }
    return now >= silentBy()
        ? AttemptFailure.timedOut("the limit of silence", candidate.backend().idleTimeoutMs())
        : AttemptFailure.timedOut("streaming.maxDuration", route.streaming().maxDurationMs());
  }
}
