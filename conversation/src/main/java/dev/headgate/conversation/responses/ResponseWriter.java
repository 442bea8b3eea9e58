package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a response object. What it echoes of its request is the provider's where the provider
 * speaks this dialect, else what every client finds harmless.
 *
 * @param id of the response
 * @param model as the caller is to see it
 * @param createdSeconds since 1970
 * @param extras fields that the model has no word for
 */
record ResponseWriter(String id, String model, long createdSeconds, List<Extra> extras) {
  private static final Map<String, String> ECHO =
      Map.of(
          "instructions", "null",
          "metadata", "{}",
          "parallel_tool_calls", "true",
          "previous_response_id", "null",
          "store", "false",
          "temperature", "null",
          "text", "{\"format\":{\"type\":\"text\"}}",
          "tool_choice", "\"auto\"",
          "tools", "[]",
          "top_p", "null");

  private static final List<String> ORDER = ECHO.keySet().stream().sorted().toList();

  static ResponseWriter of(
      String id, String model, long createdSeconds, List<Extra> extras, Reply reply) {
    return new ResponseWriter(
        id.isEmpty() ? reply.id() : id,
        model.isEmpty() ? reply.model() : model,
        createdSeconds == 0 ? reply.createdSeconds() : createdSeconds,
        extras);
  }

  void write(
      ResponsesStops stop,
      @Nullable Failure failure,
      OutItems items,
      @Nullable Usage usage,
      JsonOut out) {
    out.object().string("id", id).string("object", "response");
    out.number("created_at", createdSeconds).string("status", stop.status());
    ResponsesFailures.write(failure, out);
    if (stop.incomplete()) {
      out.object("incomplete_details").optional("reason", stop.reason()).endObject();
    } else {
      out.nil("incomplete_details");
    }
    out.string("model", model);
    items.write(stop.status().equals("completed") ? "completed" : "incomplete", out);
    for (var name : ORDER) {
      if (Extras.own(extras, name) == null) {
        out.raw(name, String.valueOf(ECHO.get(name)));
      }
    }
    Extras.write(extras, Set.of(), out);
    ResponsesUsage.write(usage, out);
    out.endObject();
  }
}
