package dev.headgate.e2e.caller;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call.
 *
 * @param kind how it ended
 * @param status HTTP's; 0 when none came
 * @param code of the error, such as {@code budget_exceeded}; null when there is none
 * @param message of the error; null when there is none
 * @param text that was answered, as far as it came
 * @param chunks events of a stream; 0 for whole answers
 * @param millis from the call to its end
 * @param headers of the answer that begin with {@code x-headgate-}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Outcome(
    Kind kind,
    int status,
    @Nullable String code,
    @Nullable String message,
    String text,
    int chunks,
    long millis,
    Map<String, String> headers) {

  /** How a call ended. */
  enum Kind {
    /** Answered to its end. */
    OK,
    /** An error instead of an answer. */
    FAILED,
    /** A stream that began and did not come to its end. */
    CUT
  }

  Outcome {
    headers = Map.copyOf(headers);
  }

  boolean ok() {
    return kind == Kind.OK;
  }

  /** Under what a tally counts it: the error's code where there is one. */
  String reason() {
    return code != null ? code : message != null ? message : kind.name();
  }
}
