package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended, as {@code status} and {@code incomplete_details} say it.
 *
 * @param status of the response
 * @param reason of an incomplete one; null otherwise
 */
record ResponsesStops(String status, @Nullable String reason) {
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";

  /** Statuses of a response that goes on in the background. */
  private static final Set<String> RUNNING = Set.of("queued", "in_progress");

  /** Reasons that no other dialect has a word for. */
  private static final Set<String> OWN = Set.of("max_messages", "steered");

  /**
   * @param calls whether tools of the caller's are to be called
   * @param refused whether the answer is a refusal
   */
  static Stop read(String status, @Nullable String reason, boolean calls, boolean refused) {
    if (RUNNING.contains(status)) {
      return new Stop(Stop.Reason.OTHER, null, status);
    }
    if (!status.equals(INCOMPLETE)) {
      return Stop.of(
          calls ? Stop.Reason.TOOL_CALLS : refused ? Stop.Reason.REFUSED : Stop.Reason.END);
    }
    return switch (reason) {
      case "max_output_tokens" -> Stop.of(Stop.Reason.LENGTH);
      case "content_filter" -> Stop.of(Stop.Reason.FILTERED);
      case null -> new Stop(Stop.Reason.OTHER, null, INCOMPLETE);
      default -> new Stop(Stop.Reason.OTHER, null, reason);
    };
  }

  /**
   * @param refusal whether the answer tells the refusal in words
   */
  static ResponsesStops of(Stop stop, boolean refusal, Losses losses) {
    return switch (stop.reason()) {
      case END, STOP_SEQUENCE, TOOL_CALLS -> new ResponsesStops(COMPLETED, null);
      case LENGTH, CONTEXT_FULL -> new ResponsesStops(INCOMPLETE, "max_output_tokens");
      case FILTERED -> new ResponsesStops(INCOMPLETE, "content_filter");
      case REFUSED ->
          refusal
              ? new ResponsesStops(COMPLETED, null)
              : new ResponsesStops(INCOMPLETE, "content_filter");
      case PAUSED, OTHER -> other(stop, losses);
    };
  }

  private static ResponsesStops other(Stop stop, Losses losses) {
    var detail = stop.detail();
    if (detail != null && RUNNING.contains(detail)) {
      return new ResponsesStops(detail, null);
    }
    if (detail != null && (OWN.contains(detail) || detail.equals(INCOMPLETE))) {
      return new ResponsesStops(INCOMPLETE, detail.equals(INCOMPLETE) ? null : detail);
    }
    losses.degrading(
        Path.ROOT.field("stop_reason"),
        Loss.Action.REPLACED,
        "this dialect has no such reason to stop");
    return new ResponsesStops(COMPLETED, null);
  }

  boolean incomplete() {
    return status.equals(INCOMPLETE);
  }
}
