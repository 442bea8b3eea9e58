package dev.headgate.dataplane.http;

import org.jspecify.annotations.Nullable;

/**
 * A refusal as HTTP, in the terms of OpenAI's errors.
 *
 * @param status of HTTP
 * @param code stable, of surface.md
 * @param type of OpenAI's error object
 * @param message what happened, who decided it, what to do
 * @param param the offending value's path; null when there is none
 * @param retryAfterMs when to try again; null when that would not help or is not known
 * @param last whether an SDK must not send it again by itself
 */
record ErrorAnswer(
    int status,
    String code,
    String type,
    String message,
    @Nullable String param,
    @Nullable Long retryAfterMs,
    boolean last) {

  static ErrorAnswer of(int status, String code, String type, String message) {
    return new ErrorAnswer(status, code, type, message, null, null, false);
  }

  ErrorAnswer at(String path) {
    return new ErrorAnswer(status, code, type, message, path, retryAfterMs, last);
  }

  ErrorAnswer retryAfter(@Nullable Long ms) {
    return new ErrorAnswer(status, code, type, message, param, ms, last);
  }

  /** Official SDKs repeat every 408, 409, 429 and 5xx unless they are told that it is final. */
  ErrorAnswer asLast() {
    return new ErrorAnswer(status, code, type, message, param, retryAfterMs, true);
  }
}
