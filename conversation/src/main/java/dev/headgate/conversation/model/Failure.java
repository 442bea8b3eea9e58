package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * An error as all dialects mean it.
 *
 * @param kind what is wrong
 * @param message for a person; may quote the request, so it is never logged
 * @param code a stable word of whoever speaks; null when there is none
 * @param param the offending field's path; null when there is none
 * @param retryAfterMs when it may be worth trying again; 0 when not said
 */
public record Failure(
    Kind kind, String message, @Nullable String code, @Nullable String param, long retryAfterMs) {
  /** A kind and a message. */
  public static Failure of(Kind kind, String message) {
    return new Failure(kind, message, null, null, 0);
  }

  /** What is wrong. */
  public enum Kind {
    INVALID_REQUEST,
    CONTEXT_TOO_LONG,
    TOO_LARGE,
    AUTHENTICATION,
    PERMISSION,
    NOT_FOUND,
    /** Too fast; waiting helps. */
    RATE_LIMITED,
    /** Money or a quota is used up; waiting a little does not help. */
    QUOTA_EXHAUSTED,
    /** A filter refused. */
    FILTERED,
    OVERLOADED,
    TIMEOUT,
    /** The provider broke. */
    SERVER,
    /** The model tried to call a tool and wrote nonsense: never told as an answer. */
    MALFORMED_CALL,
    /** The stream ended before its own end. */
    CUT_OFF,
    /** What came is none of the dialect. */
    GARBLED
  }
}
