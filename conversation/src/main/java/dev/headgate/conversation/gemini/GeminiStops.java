package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, as {@code finishReason} says it. */
final class GeminiStops {
  private GeminiStops() {}

  /**
   * Why there is no answer in spite of an end; null when there is one.
   *
   * @param word may be null
   * @param message may be null
   */
  static @Nullable Failure failure(@Nullable String word, @Nullable String message) {
    if (word == null) {
      return null;
    }
    if (FinishReasons.isNonsense(word)) {
      return failure(Failure.Kind.MALFORMED_CALL, word, message, "the model ended with " + word);
    }
    return FinishReasons.isUnsigned(word)
        ? failure(Failure.Kind.INVALID_REQUEST, word, message, "a thought signature is missing")
        : null;
  }

  private static Failure failure(
      Failure.Kind kind, String word, @Nullable String message, String otherwise) {
    return new Failure(kind, message == null ? otherwise : message, word, null, 0);
  }

  /**
   * @param word null when the provider ended without one
   * @param calls whether the answer has calls: this dialect has no reason of its own for them
   */
  static Stop read(@Nullable String word, boolean calls) {
    return switch (word) {
      case null -> Stop.of(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.END);
      case "STOP", "FINISH_REASON_UNSPECIFIED" ->
          Stop.of(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.END);
      case "MAX_TOKENS" -> Stop.of(Stop.Reason.LENGTH);
      default ->
          FinishReasons.isFilter(word)
              ? new Stop(Stop.Reason.FILTERED, null, word)
              : new Stop(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.OTHER, null, word);
    };
  }

  /**
   * The fields {@code finishReason} and {@code finishMessage}.
   *
   * @param refusal whether the answer tells a refusal in words
   * @param malformed whether a call was left out because its arguments are no object
   */
  static void write(Stop stop, boolean refusal, boolean malformed, Losses losses, JsonOut out) {
    var at = Path.ROOT.field("stop_reason");
    var detail = stop.detail();
    switch (stop.reason()) {
      case END, STOP_SEQUENCE, TOOL_CALLS ->
          out.string("finishReason", malformed ? "MALFORMED_FUNCTION_CALL" : "STOP");
      case LENGTH, CONTEXT_FULL -> out.string("finishReason", "MAX_TOKENS");
      case FILTERED -> {
        if (detail != null && FinishReasons.isFilter(detail)) {
          out.string("finishReason", detail);
        } else {
          out.string("finishReason", "SAFETY").optional("finishMessage", detail);
        }
      }
      case REFUSED ->
          out.string("finishReason", refusal ? "STOP" : "SAFETY").optional("finishMessage", detail);
      case PAUSED, OTHER -> {
        losses.degrading(at, Loss.Action.REPLACED, "this dialect has no such reason to stop");
        out.string("finishReason", "OTHER").optional("finishMessage", detail);
      }
    }
  }
}
