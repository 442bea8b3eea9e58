package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, as {@code finishReason} says it. */
final class GeminiStops {
  private static final Set<String> FILTERS =
      Set.of(
          "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "MODEL_ARMOR",
          "JAILBREAK");

  private GeminiStops() {}

  /**
   * Why there is no answer in spite of an end; null when there is one.
   *
   * @param word may be null
   * @param message may be null
   */
  static @Nullable Failure failure(@Nullable String word, @Nullable String message) {
    return switch (word) {
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MALFORMED_RESPONSE" ->
          new Failure(
              Failure.Kind.MALFORMED_CALL,
              message == null ? "the model ended with " + word : message,
              word,
              null,
              0);
      case "MISSING_THOUGHT_SIGNATURE" ->
          new Failure(
              Failure.Kind.INVALID_REQUEST,
              message == null ? "a thought signature is missing" : message,
              word,
              null,
              0);
      case null -> null;
      default -> null;
    };
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
          FILTERS.contains(word)
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
        if (detail != null && FILTERS.contains(detail)) {
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
