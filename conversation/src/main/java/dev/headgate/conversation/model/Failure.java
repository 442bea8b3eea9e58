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
    GARBLED;

    /** What a status of HTTP means by itself; 529 is Anthropic's, and others took it over. */
    public static Kind of(int status) {
      return switch (status) {
        case 401 -> AUTHENTICATION;
        case 402 -> QUOTA_EXHAUSTED;
        case 403 -> PERMISSION;
        case 404 -> NOT_FOUND;
        case 408, 504 -> TIMEOUT;
        case 413 -> TOO_LARGE;
        case 429 -> RATE_LIMITED;
        case 503, 529 -> OVERLOADED;
        default -> status >= 400 && status < 500 ? INVALID_REQUEST : SERVER;
      };
    }

    /** The status of HTTP that says it where the dialect has none of its own for it. */
    public int status() {
      return switch (this) {
        case INVALID_REQUEST, CONTEXT_TOO_LONG, FILTERED -> 400;
        case AUTHENTICATION -> 401;
        case PERMISSION -> 403;
        case NOT_FOUND -> 404;
        case TOO_LARGE -> 413;
        case RATE_LIMITED, QUOTA_EXHAUSTED -> 429;
        case SERVER -> 500;
        case MALFORMED_CALL, CUT_OFF, GARBLED -> 502;
        case OVERLOADED -> 503;
        case TIMEOUT -> 504;
      };
    }
  }
}
