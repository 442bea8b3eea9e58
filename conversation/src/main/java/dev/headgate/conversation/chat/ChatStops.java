package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, as {@code finish_reason} says it. */
final class ChatStops {
  private ChatStops() {}

  /**
   * @param word null when the provider ended without one
   * @param calls whether the answer has calls: some servers end those with {@code stop}
   * @param refused whether the answer is a refusal
   */
  static Stop read(@Nullable String word, boolean calls, boolean refused) {
    return switch (word) {
      case null -> Stop.of(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.END);
      case "stop" ->
          Stop.of(calls ? Stop.Reason.TOOL_CALLS : refused ? Stop.Reason.REFUSED : Stop.Reason.END);
      case "length" -> Stop.of(Stop.Reason.LENGTH);
      case "tool_calls", "function_call" -> Stop.of(Stop.Reason.TOOL_CALLS);
      case "content_filter" -> Stop.of(Stop.Reason.FILTERED);
      default -> new Stop(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.OTHER, null, word);
    };
  }

  /**
   * @param refusal whether the answer tells the refusal in words
   */
  static String write(Stop stop, boolean refusal, Path at, Losses losses) {
    return switch (stop.reason()) {
      case END, STOP_SEQUENCE -> "stop";
      case LENGTH, CONTEXT_FULL -> "length";
      case TOOL_CALLS -> "tool_calls";
      case FILTERED -> "content_filter";
      case REFUSED -> refusal ? "stop" : "content_filter";
      case PAUSED, OTHER -> {
        losses.degrading(at, Loss.Action.REPLACED, "this dialect has no such reason to stop");
        yield "stop";
      }
    };
  }
}
