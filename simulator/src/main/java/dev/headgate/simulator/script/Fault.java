package dev.headgate.simulator.script;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headgate.simulator.dialect.Quirk;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a call. Several fields may be set at once, absent ones are no fault.
 * Positions count a stream's events from 1, the role-only event included; for whole answers a
 * position means the middle of the body.
 *
 * @param status answered with the dialect's error of that status instead of an answer
 * @param errorCode stands in the error's code field instead of the dialect's own
 * @param delayMs before anything is sent, the head included
 * @param firstTokenDelayMs from the head to the first event, instead of the profile's
 * @param interTokenDelayMs between two events, instead of the profile's
 * @param cutAfterChunks the connection is closed after so many events
 * @param endAfterChunks the answer ends properly after so many events, without the terminal one
 * @param resetAfterChunks the connection is reset (RST) after so many events
 * @param stallAfterChunks nothing more is sent after so many events
 * @param errorAfterChunks the dialect's error event is sent after so many events, then the end
 * @param failAfterChunks the answer fails after so many events: {@code response.failed} of
 *     Responses, the error event of others
 * @param cutInsideAfterChunks the connection is closed in the middle of the event after so many
 * @param malformedAfterChunks an event that is no JSON is sent after so many events
 * @param reset the connection is reset before any byte
 * @param malformed a body, or a first event, that is no JSON
 * @param neverAnswer no byte is ever sent
 * @param retryAfter value of the Retry-After header, seconds or an HTTP date
 * @param rateLimitHeaders the dialect's rate limit headers, saying that nothing remains
 * @param quotaExhausted the dialect's error for a spent quota
 * @param contextTooLong the dialect's error for a prompt that does not fit
 * @param contentFilter the dialect's answer of a content filter
 * @param emptyBody 200 with no body
 * @param truncateBody a body that is shorter than its Content-Length, then a closed connection
 * @param headers sent besides
 * @param quirks shapes that the answer takes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    @Nullable Integer status,
    @Nullable String errorCode,
    @Nullable Integer delayMs,
    @Nullable Integer firstTokenDelayMs,
    @Nullable Integer interTokenDelayMs,
    @Nullable Integer cutAfterChunks,
    @Nullable Integer endAfterChunks,
    @Nullable Integer resetAfterChunks,
    @Nullable Integer stallAfterChunks,
    @Nullable Integer errorAfterChunks,
    @Nullable Integer failAfterChunks,
    @Nullable Integer cutInsideAfterChunks,
    @Nullable Integer malformedAfterChunks,
    boolean reset,
    boolean malformed,
    boolean neverAnswer,
    @Nullable String retryAfter,
    boolean rateLimitHeaders,
    boolean quotaExhausted,
    boolean contextTooLong,
    boolean contentFilter,
    boolean emptyBody,
    boolean truncateBody,
    @Nullable Map<String, String> headers,
    @Nullable Set<Quirk> quirks) {

  /** Nothing goes wrong. */
  public static final Fault NONE =
      new Fault(
          null, null, null, null, null, null, null, null, null, null, null, null, null, false,
          false, false, null, false, false, false, false, false, false, null, null);

  public Fault {
    if (status != null && (status < 200 || status > 599)) {
      throw new IllegalArgumentException("status must be in 200..599");
    }
    notNegative("delayMs", delayMs);
    notNegative("firstTokenDelayMs", firstTokenDelayMs);
    notNegative("interTokenDelayMs", interTokenDelayMs);
    notNegative("cutAfterChunks", cutAfterChunks);
    notNegative("endAfterChunks", endAfterChunks);
    notNegative("resetAfterChunks", resetAfterChunks);
    notNegative("stallAfterChunks", stallAfterChunks);
    notNegative("errorAfterChunks", errorAfterChunks);
    notNegative("failAfterChunks", failAfterChunks);
    notNegative("cutInsideAfterChunks", cutInsideAfterChunks);
    notNegative("malformedAfterChunks", malformedAfterChunks);
  }

  /** What happens to a stream before event {@code position} (0 is the first) is sent. */
  public Interruption before(int position) {
    if (at(resetAfterChunks, position)) {
      return Interruption.RESET;
    }
    if (at(cutAfterChunks, position)) {
      return Interruption.CUT;
    }
    if (at(endAfterChunks, position)) {
      return Interruption.END;
    }
    if (at(stallAfterChunks, position)) {
      return Interruption.STALL;
    }
    if (at(errorAfterChunks, position)) {
      return Interruption.ERROR;
    }
    if (at(failAfterChunks, position)) {
      return Interruption.FAIL;
    }
    if (at(cutInsideAfterChunks, position)) {
      return Interruption.CUT_INSIDE;
    }
    if (at(malformedAfterChunks, position) || (malformed && position == 0)) {
      return Interruption.MALFORMED;
    }
    return Interruption.NONE;
  }

  /** What happens to a whole answer's body. */
  public Interruption ofWhole() {
    if (resetAfterChunks != null) {
      return Interruption.RESET;
    }
    if (truncateBody || cutAfterChunks != null || cutInsideAfterChunks != null) {
      return Interruption.CUT;
    }
    if (stallAfterChunks != null) {
      return Interruption.STALL;
    }
    if (errorAfterChunks != null) {
      return Interruption.ERROR;
    }
    if (failAfterChunks != null) {
      return Interruption.FAIL;
    }
    return malformed || malformedAfterChunks != null || endAfterChunks != null
        ? Interruption.MALFORMED
        : Interruption.NONE;
  }

  /** Whether a stream is disturbed anywhere. */
  public boolean interruptsStreams() {
    return cutAfterChunks != null
        || endAfterChunks != null
        || resetAfterChunks != null
        || stallAfterChunks != null
        || errorAfterChunks != null
        || failAfterChunks != null
        || cutInsideAfterChunks != null
        || malformedAfterChunks != null
        || malformed
        || truncateBody;
  }

  /** Ways in which an answer that has begun goes wrong. */
  public enum Interruption {
    NONE,
    RESET,
    CUT,
    END,
    STALL,
    ERROR,
    FAIL,
    CUT_INSIDE,
    MALFORMED
  }

  private static boolean at(@Nullable Integer after, int position) {
    return after != null && after == position;
  }

  private static void notNegative(String field, @Nullable Integer value) {
    if (value != null && value < 0) {
      throw new IllegalArgumentException(field + " must not be negative");
    }
  }
}
