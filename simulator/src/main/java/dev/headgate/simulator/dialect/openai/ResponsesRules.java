package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a Responses request may not combine, its items apart. */
final class ResponsesRules {
  private static final Map<String, String> MOVED =
      Map.of(
          "messages", "input",
          "response_format", "text.format",
          "max_tokens", "max_output_tokens",
          "max_completion_tokens", "max_output_tokens",
          "reasoning_effort", "reasoning.effort",
          "verbosity", "text.verbosity");

  private final JsonNode body;
  private final List<Violation> found = new ArrayList<>();

  private ResponsesRules(JsonNode body) {
    this.body = body;
  }

  /** Fields of Chat Completions, for which OpenAI has words of its own. */
  static List<Violation> moved(JsonNode body) {
    var rules = new ResponsesRules(body);
    body.properties()
        .forEach(
            field -> {
              String to = MOVED.get(field.getKey());
              if (to != null) {
                rules.rule(
                    field.getKey(),
                    "unsupported_parameter",
                    "Unsupported parameter: '"
                        + field.getKey()
                        + "'. In the Responses API, this parameter has moved to '"
                        + to
                        + "'. Try again with the new parameter. See the API documentation for"
                        + " more information:"
                        + " https://platform.openai.com/docs/api-reference/responses/create.");
              }
            });
    return rules.found;
  }

  /** What is wrong in a body whose shape is right; empty when nothing is. */
  static List<Violation> check(JsonNode body) {
    var rules = new ResponsesRules(body);
    rules.required();
    rules.tools();
    rules.model();
    rules.format();
    return rules.found;
  }

  private void required() {
    if (!has("input") && !has("previous_response_id") && !has("prompt") && !has("conversation")) {
      rule(
          "input",
          "missing_required_parameter",
          "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation_id' must be"
              + " provided.");
    }
    if (has("stream_options") && !body.path("stream").asBoolean()) {
      rule(
          "stream_options",
          null,
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    }
    if (has("prompt")) {
      rule(
          "prompt",
          "prompt_not_found",
          "Prompt with id '" + body.get("prompt").path("id").asText("") + "' not found.");
    }
    if (has("conversation")) {
      JsonNode conversation = body.get("conversation");
      rule(
          "conversation",
          "conversation_not_found",
          "Conversation with id '"
              + conversation.path("id").asText(conversation.asText(""))
              + "' not found.");
    }
    if (body.path("background").asBoolean()) {
      unsupported("background");
    }
  }

  private void tools() {
    var schemas = new SchemaRules(found);
    var names = new HashSet<String>();
    int i = 0;
    for (JsonNode tool : body.path("tools")) {
      Path at = Path.ROOT.field("tools").item(i++);
      String name = tool.path("name").asText("");
      names.add(name);
      if (tool.get("type").asText().equals("function")) {
        schemas.parameters(
            at.field("parameters"), name, tool.get("parameters"), tool.path("strict").asBoolean());
      }
    }
    JsonNode choice = body.path("tool_choice");
    if (choice.path("name").isTextual() && !names.contains(choice.get("name").asText())) {
      rule(
          "tool_choice",
          null,
          "Tool choice '" + choice.get("type").asText() + "' not found in 'tools' parameter.");
    } else if (choice.asText("").equals("required") && body.path("tools").isEmpty()) {
      rule("tool_choice", null, "Tool choice 'required' must be specified with 'tools' parameter.");
    }
  }

  private void model() {
    String model = body.get("model").asText();
    if (ReasoningModels.reasons(model, body.path("reasoning").path("effort").asText(""))) {
      for (String absent : new String[] {"temperature", "top_p"}) {
        if (has(absent) && body.get(absent).doubleValue() != 1) {
          unsupported(absent);
        }
      }
      boolean wanted =
          body.path("top_logprobs").asInt() > 0 || includes(body, "message.output_text.logprobs");
      if (wanted) {
        rule(
            "include",
            "unsupported_parameter",
            "logprobs are not supported with reasoning models.");
      }
    } else if (ReasoningModels.never(model)) {
      JsonNode reasoning = body.path("reasoning");
      for (String field : new String[] {"effort", "summary"}) {
        if (reasoning.hasNonNull(field)) {
          rule(
              Path.ROOT.field("reasoning").field(field),
              "unsupported_parameter",
              "Unsupported parameter: 'reasoning." + field + "' is not supported with this model.");
        }
      }
      if (includes(body, "reasoning.encrypted_content")) {
        rule("include", null, "Encrypted content is not supported with this model.");
      }
    }
  }

  private void format() {
    JsonNode format = body.path("text").path("format");
    if (format.path("type").asText("").equals("json_object")
        && !(body.path("input").toString() + body.path("instructions"))
            .toLowerCase(Locale.ROOT)
            .contains("json")) {
      rule(
          "input",
          null,
          "Response input messages must contain the word 'json' in some form to use 'text.format'"
              + " of type 'json_object'.");
    }
    if (format.has("schema") && format.path("strict").asBoolean()) {
      new SchemaRules(found)
          .format(
              Path.ROOT.field("text").field("format").field("schema"),
              format.get("name").asText(),
              format.get("schema"),
              "invalid_json_schema");
    }
  }

  /** Whether a request asks for this in its answer. */
  static boolean includes(JsonNode body, String what) {
    for (JsonNode included : body.path("include")) {
      if (included.asText().equals(what)) {
        return true;
      }
    }
    return false;
  }

  private void unsupported(String field) {
    rule(field, null, "Unsupported parameter: '" + field + "' is not supported with this model.");
  }

  private boolean has(String field) {
    return body.hasNonNull(field);
  }

  private void rule(String field, @Nullable String code, String message) {
    rule(Path.ROOT.field(field), code, message);
  }

  private void rule(Path at, @Nullable String code, String message) {
    found.add(new Violation.Rule(at, code, message));
  }
}
