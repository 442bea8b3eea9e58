package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.model.Stop;

/** Why an answer ended, as {@code stopReason} says it. */
final class ConverseStops {
  private ConverseStops() {}

  /** Whether the model wrote no call that could be one. */
  static boolean malformed(String word) {
    return word.equals("malformed_tool_use") || word.equals("malformed_model_output");
  }

  /**
   * Reads it.
   *
   * @param fields of the answer, whose additional fields may name the stop text
   * @param calls whether tools are called
   */
  static Stop read(String word, Fields fields, boolean calls) throws InvalidException {
    return switch (word) {
      // Some models end a turn of calls as if they had said all.
      case "end_turn" -> Stop.of(calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.END);
      case "tool_use" -> Stop.of(Stop.Reason.TOOL_CALLS);
      case "max_tokens" -> Stop.of(Stop.Reason.LENGTH);
      case "model_context_window_exceeded" -> Stop.of(Stop.Reason.CONTEXT_FULL);
      case "stop_sequence" -> {
        var more = fields.object("additionalModelResponseFields");
        yield new Stop(
            Stop.Reason.STOP_SEQUENCE, more == null ? null : more.string("stop_sequence"), null);
      }
      case "content_filtered", "guardrail_intervened" -> new Stop(Stop.Reason.FILTERED, null, word);
      case "refusal" -> Stop.of(Stop.Reason.REFUSED);
      default -> new Stop(Stop.Reason.OTHER, null, word);
    };
  }
}
