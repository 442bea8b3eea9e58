package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Finish;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.Usage;
import java.util.ArrayList;
import java.util.List;

/** A response with what it repeats of its request, in each of its states. */
final class ResponseObject {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";

  private final String account;
  private final Answer answer;
  private final JsonNode request;

  ResponseObject(String account, Answer answer, Prompt prompt) {
    this.account = account;
    this.answer = answer;
    this.request = prompt.body();
  }

  static String id(Answer answer) {
    return "resp_sim%016x".formatted(answer.number());
  }

  /** Before there is any output. */
  ObjectNode begun() {
    ObjectNode response = head("in_progress");
    response.putNull("error");
    response.putNull("incomplete_details");
    return rest(response, JSON.arrayNode()).putNull("usage");
  }

  /** With all its output. */
  ObjectNode ended() {
    boolean whole = answer.finish() != Finish.LENGTH && answer.finish() != Finish.FILTERED;
    ObjectNode response = head(whole ? COMPLETED : INCOMPLETE);
    response.putNull("error");
    if (whole) {
      response.putNull("incomplete_details");
    } else {
      String reason = answer.finish() == Finish.LENGTH ? "max_output_tokens" : "content_filter";
      response.putObject("incomplete_details").put("reason", reason);
    }
    return rest(response, JSON.arrayNode().addAll(items())).set("usage", usage(answer.usage()));
  }

  /** Without output, because of a problem. */
  ObjectNode failed(Problem problem, Usage billed) {
    ObjectNode response = head("failed");
    response
        .putObject("error")
        .put("code", OpenAiErrors.streamCode(problem))
        .put("message", problem.message());
    response.putNull("incomplete_details");
    return rest(response, JSON.arrayNode()).set("usage", usage(billed));
  }

  /** The output's items, finished. */
  List<ObjectNode> items() {
    var items = new ArrayList<ObjectNode>();
    for (Part part : answer.parts()) {
      items.add(item(items.size(), part));
    }
    if (answer.finish() == Finish.LENGTH && !items.isEmpty() && items.getLast().has("status")) {
      items.getLast().put("status", INCOMPLETE);
    }
    return items;
  }

  /** One item as it is when it has everything. */
  private ObjectNode item(int index, Part part) {
    return switch (part) {
      case Part.Thinking(String text, boolean redacted) -> reasoning(index, text);
      case Part.Text(String text) -> textMessage(index, text);
      case Part.Refusal(String text) ->
          message(index, JSON.objectNode().put("type", "refusal").put("refusal", text));
      case ToolCall call -> {
        ObjectNode item =
            JSON.objectNode()
                .put("id", itemId("fc", index))
                .put("type", "function_call")
                .put("status", COMPLETED)
                .put("arguments", call.arguments())
                .put("call_id", call.id())
                .put("name", call.name());
        String namespace = ResponsesPrompt.namespace(request, call.name());
        yield namespace == null ? item : item.put("namespace", namespace);
      }
    };
  }

  private ObjectNode textMessage(int index, String text) {
    ObjectNode content = JSON.objectNode().put("type", "output_text");
    content.putArray("annotations");
    content.putArray("logprobs");
    return message(index, content.put("text", text));
  }

  private ObjectNode message(int index, ObjectNode content) {
    ObjectNode message = JSON.objectNode().put("id", itemId("msg", index)).put("type", "message");
    message.put("status", COMPLETED).putArray("content").add(content);
    return message.put("role", "assistant");
  }

  private ObjectNode reasoning(int index, String text) {
    String id = itemId("rs", index);
    ObjectNode item = JSON.objectNode().put("id", id).put("type", "reasoning");
    if (ResponsesRules.includes(request, "reasoning.encrypted_content")) {
      item.put("encrypted_content", EncryptedContent.of(account, id));
    }
    ArrayNode summary = item.putArray("summary");
    JsonNode asked = request.path("reasoning");
    if (!text.isEmpty() && (asked.hasNonNull("summary") || asked.hasNonNull("generate_summary"))) {
      summary.addObject().put("type", "summary_text").put("text", text);
    }
    return item;
  }

  private String itemId(String prefix, int index) {
    return "%s_sim%016x%02d".formatted(prefix, answer.number(), index);
  }

  private ObjectNode head(String status) {
    return JSON.objectNode()
        .put("id", id(answer))
        .put("object", "response")
        .put("created_at", answer.createdSeconds())
        .put("status", status)
        .put("background", false);
  }

  private ObjectNode rest(ObjectNode response, ArrayNode output) {
    repeat(response, "instructions", JSON.nullNode());
    repeat(response, "max_output_tokens", JSON.nullNode());
    repeat(response, "max_tool_calls", JSON.nullNode());
    response.put("model", answer.model());
    response.set("output", output);
    repeat(response, "parallel_tool_calls", JSON.booleanNode(true));
    repeat(response, "previous_response_id", JSON.nullNode());
    repeat(response, "prompt_cache_key", JSON.nullNode());
    JsonNode reasoning = request.path("reasoning");
    ObjectNode effort = response.putObject("reasoning");
    effort.set("effort", orNull(reasoning.path("effort")));
    effort.set("summary", orNull(reasoning.path("summary")));
    repeat(response, "safety_identifier", JSON.nullNode());
    response.put("service_tier", "default");
    repeat(response, "store", JSON.booleanNode(true));
    repeat(response, "temperature", JSON.numberNode(1.0));
    JsonNode format = request.path("text").path("format");
    ObjectNode text = response.putObject("text");
    text.set("format", format.isObject() ? format : JSON.objectNode().put("type", "text"));
    text.put("verbosity", request.path("text").path("verbosity").asText("medium"));
    repeat(response, "tool_choice", JSON.textNode("auto"));
    repeat(response, "tools", JSON.arrayNode());
    repeat(response, "top_logprobs", JSON.numberNode(0));
    repeat(response, "top_p", JSON.numberNode(1.0));
    repeat(response, "truncation", JSON.textNode("disabled"));
    repeat(response, "user", JSON.nullNode());
    repeat(response, "metadata", JSON.objectNode());
    return response;
  }

  private void repeat(ObjectNode response, String field, JsonNode otherwise) {
    response.set(field, request.hasNonNull(field) ? request.get(field) : otherwise);
  }

  private static JsonNode orNull(JsonNode value) {
    return value.isMissingNode() ? JSON.nullNode() : value;
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode node = JSON.objectNode().put("input_tokens", usage.input());
    node.putObject("input_tokens_details").put("cached_tokens", usage.cached());
    node.put("output_tokens", usage.output());
    node.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
    return node.put("total_tokens", usage.input() + usage.output());
  }
}
