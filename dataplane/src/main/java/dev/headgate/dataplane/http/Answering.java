package dev.headgate.dataplane.http;

import dev.headgate.contract.FailureClass;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.upstream.AttemptFailure;
import io.netty.buffer.ByteBuf;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What one caller has been answered so far, and how the rest is said: whole, or as a stream that
 * may begin before its target is final. Decides nothing about targets.
 */
final class Answering {
  private final Reply reply;
  private final CallerDialect dialect;
  private final Told told;
  private final InstantSource clock;
  private boolean begunEarly;
  private boolean contentSent;
  private long lastSent;

  /**
   * @param told what the headers tell, which grows with each target
   */
  Answering(Reply reply, CallerDialect dialect, Told told, InstantSource clock) {
    this.reply = reply;
    this.dialect = dialect;
    this.told = told;
    this.clock = clock;
  }

  /** Whether content went out: then nobody else can take over. */
  boolean contentSent() {
    return contentSent;
  }

  /** Whether the caller's stream has begun. */
  boolean streaming() {
    return reply.streaming();
  }

  /** When something was last sent, or a provider took the call, in the wheel's milliseconds. */
  long lastSent() {
    return lastSent;
  }

  /** A provider has taken the call: silence is counted from now. */
  void waits(long now) {
    lastSent = Math.max(lastSent, now);
  }

  /** Content comes: a stream that has not begun begins. */
  void contentBegins(MultiMap providers, long now) {
    contentSent = true;
    if (!reply.streaming()) {
      Relayed.toCaller(providers, reply.headers());
      beginStream();
    }
    lastSent = now;
  }

  /**
   * Sends events on.
   *
   * @param caughtUp runs when a caller who reads slower can take more
   * @return false when they read slower
   */
  boolean relay(ByteBuf events, long now, Runnable caughtUp) {
    lastSent = now;
    if (reply.write(events)) {
      return true;
    }
    reply.whenWritable(caughtUp);
    return false;
  }

  /** A comment after a silence: some machine between us and the caller may count seconds. */
  void keepAlive(long now) {
    if (!reply.streaming()) {
      // The provider has accepted the call: now the caller's stream begins, its target not final.
      begunEarly = true;
      reply.beginStream();
    }
    reply.keepAlive();
    lastSent = now;
  }

  /** Says a whole answer. */
  void whole(MultiMap providers, Buffer body, long costNanos, long overheadNanos) {
    Relayed.toCaller(providers, reply.headers());
    head();
    Told.tail(reply.headers(), costNanos, overheadNanos);
    reply.json(200, body);
  }

  /**
   * Ends a stream.
   *
   * @param terminal the last event, in the caller's dialect
   */
  void endStream(byte[] terminal, long costNanos, long overheadNanos) {
    if (!reply.streaming()) {
      beginStream();
    }
    reply.endStream(
        dialect.takesComments()
            ? told.streamEnd(costNanos, overheadNanos, begunEarly, terminal)
            : terminal);
  }

  /** Says a count of tokens that no provider made. */
  void estimated(byte[] body) {
    head();
    reply.headers().set(Headers.TOKEN_COUNT, Headers.ESTIMATED);
    reply.json(200, Buffer.buffer(body));
  }

  /**
   * Says a failure in the provider's own words, which say best what is wrong where it is the
   * caller's own.
   *
   * @param error the provider's body; null when there was none
   * @return false when it is another's, or without words that can be said here
   */
  boolean providersError(Answers answers, AttemptFailure failure, @Nullable Collected error) {
    boolean callers =
        failure.failure() == FailureClass.Deterministic
            || failure.failure() == FailureClass.Refused;
    if (!callers || error == null || !error.isJson() || reply.streaming()) {
      return false;
    }
    var words = answers.error(failure.status(), error.bytes(), error.length());
    if (words == null) {
      return false;
    }
    var body = words.body();
    head();
    reply.json(words.status(), body == null ? error.buffer() : Buffer.buffer(body));
    return true;
  }

  /** Says no, by a status or at the end of the stream that has begun. */
  void refuse(ErrorAnswer error) {
    if (!reply.streaming()) {
      head();
    }
    reply.refuse(error);
  }

  private void beginStream() {
    head();
    reply.beginStream();
  }

  private void head() {
    told.head(reply.headers(), dialect.dialect(), clock);
  }
}
