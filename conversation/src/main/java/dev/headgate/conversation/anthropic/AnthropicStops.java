package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import org.jspecify.annotations.Nullable;

/** Why an answer ended, as {@code stop_reason} says it. */
final class AnthropicStops {
  private AnthropicStops() {}

  /** Null when the fields do not say. */
  static @Nullable Stop read(Fields fields) throws InvalidException {
    var word = fields.string("stop_reason");
    var sequence = fields.string("stop_sequence");
    var details = fields.object("stop_details");
    if (word == null) {
      return null;
    }
    var detail = details == null ? null : details.string("explanation");
    return switch (word) {
      case "end_turn" -> Stop.of(Stop.Reason.END);
      case "max_tokens" -> Stop.of(Stop.Reason.LENGTH);
      case "stop_sequence" -> new Stop(Stop.Reason.STOP_SEQUENCE, sequence, null);
      case "tool_use" -> Stop.of(Stop.Reason.TOOL_CALLS);
      case "pause_turn" -> Stop.of(Stop.Reason.PAUSED);
      case "refusal" -> new Stop(Stop.Reason.REFUSED, null, detail);
      case "model_context_window_exceeded" -> Stop.of(Stop.Reason.CONTEXT_FULL);
      default -> new Stop(Stop.Reason.OTHER, null, word);
    };
  }

  static void write(Stop stop, Losses losses, JsonOut out) {
    if (stop.reason() == Stop.Reason.OTHER) {
      losses.degrading(
          Path.ROOT.field("stop_reason"),
          Loss.Action.REPLACED,
          "this dialect has no such reason to stop");
    }
    out.string("stop_reason", word(stop.reason())).nullable("stop_sequence", stop.sequence());
  }

  private static String word(Stop.Reason reason) {
    return switch (reason) {
      case END, OTHER -> "end_turn";
      case LENGTH -> "max_tokens";
      case CONTEXT_FULL -> "model_context_window_exceeded";
      case STOP_SEQUENCE -> "stop_sequence";
      case TOOL_CALLS -> "tool_use";
      case FILTERED, REFUSED -> "refusal";
      case PAUSED -> "pause_turn";
    };
  }
}
