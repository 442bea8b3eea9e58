package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Chat Completions request may not combine. Runs on bodies whose shape is right. */
final class ChatRules {
  private static final Pattern MISTRALS =
      Pattern.compile("(open-)?(mistral|mixtral|ministral|codestral|devstral|magistral).*");

  private final JsonNode body;
  private final Set<Quirk> quirks;
  private final List<Violation> found = new ArrayList<>();
  private final SchemaRules schemas = new SchemaRules(found);

  private ChatRules(JsonNode body, Set<Quirk> quirks) {
    this.body = body;
    this.quirks = quirks;
  }

  /** What is wrong; empty when nothing is. */
  static List<Violation> check(JsonNode body, Set<Quirk> quirks) {
    var rules = new ChatRules(body, quirks);
    rules.limits();
    rules.streaming();
    rules.tools();
    rules.reasoningModels();
    rules.responseFormat();
    rules.pairing();
    return rules.found;
  }

  private void limits() {
    if (has("max_tokens") && has("max_completion_tokens")) {
      rule(
          "max_tokens",
          "invalid_parameter_combination",
          "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
    }
    if (has("top_logprobs") && !body.path("logprobs").asBoolean()) {
      rule(
          "top_logprobs",
          null,
          "'top_logprobs' is only allowed when 'logprobs' is enabled in the request.");
    }
  }

  private void streaming() {
    if (has("stream_options") && !body.path("stream").asBoolean()) {
      rule(
          "stream_options",
          null,
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
    }
  }

  private void tools() {
    boolean declared = body.has("tools");
    for (String needsTools : new String[] {"tool_choice", "parallel_tool_calls"}) {
      boolean harmless = body.path(needsTools).asText("").equals("none");
      if (has(needsTools) && !declared && !harmless) {
        rule(needsTools, null, "'" + needsTools + "' is only allowed when 'tools' are specified.");
      }
    }
    var names = new HashSet<String>();
    int i = 0;
    for (JsonNode tool : body.path("tools")) {
      String name = tool.path("function").path("name").asText("");
      Path at = Path.ROOT.field("tools").item(i++);
      if (tool.has("function") && !names.add(name)) {
        rule(at.field("function").field("name"), null, "Duplicate function name: '" + name + "'.");
      }
      JsonNode parameters = tool.path("function").path("parameters");
      boolean strict = tool.path("function").path("strict").asBoolean();
      schemas.parameters(at.field("function").field("parameters"), name, parameters, strict);
    }
    JsonNode chosen = body.path("tool_choice").path("function").path("name");
    if (declared && chosen.isTextual() && !names.contains(chosen.textValue())) {
      rule(
          Path.ROOT.field("tool_choice"),
          null,
          "Tool choice '" + chosen.textValue() + "' not found in 'tools' parameter.");
    }
  }

  private void reasoningModels() {
    String model = body.path("model").asText();
    if (!ReasoningModels.reasons(model)) {
      if (has("reasoning_effort") && ReasoningModels.never(model)) {
        rule("reasoning_effort", null, "Unrecognized request argument supplied: reasoning_effort");
      }
      return;
    }
    if (has("max_tokens")) {
      rule(
          "max_tokens",
          "unsupported_parameter",
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use"
              + " 'max_completion_tokens' instead.");
    }
    if (!ReasoningModels.reasons(model, body.path("reasoning_effort").asText(""))) {
      return;
    }
    for (String fixed : new String[] {"temperature", "top_p"}) {
      if (has(fixed) && body.get(fixed).doubleValue() != 1) {
        rule(
            fixed,
            "unsupported_value",
            "Unsupported value: '"
                + fixed
                + "' does not support "
                + body.get(fixed).asText()
                + " with this model. Only the default (1) value is supported.");
      }
    }
    for (String absent :
        new String[] {"presence_penalty", "frequency_penalty", "logprobs", "stop", "logit_bias"}) {
      boolean taken = absent.equals("stop") && ReasoningModels.stops(model);
      boolean said = has(absent) && body.get(absent).asDouble(1) != 0 && !isFalse(body.get(absent));
      if (said && !taken) {
        unsupported(absent);
      }
    }
    if (has("parallel_tool_calls") && ReasoningModels.oneCallOnly(model)) {
      unsupported("parallel_tool_calls");
    }
  }

  private void unsupported(String field) {
    rule(
        field,
        "unsupported_parameter",
        "Unsupported parameter: '" + field + "' is not supported with this model.");
  }

  private void responseFormat() {
    JsonNode format = body.path("response_format");
    if (format.path("type").asText("").equals("json_object")
        && !body.get("messages").toString().toLowerCase(java.util.Locale.ROOT).contains("json")) {
      rule(
          "messages",
          null,
          "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
              + " 'json_object'.");
    }
    JsonNode schema = format.path("json_schema");
    if (schema.path("strict").asBoolean()) {
      schemas.format(
          Path.ROOT.field("response_format"),
          schema.path("name").asText(),
          schema.path("schema"),
          null);
    }
  }

  private void pairing() {
    Set<String> open = new LinkedHashSet<>();
    Path asked = Path.ROOT;
    JsonNode messages = body.get("messages");
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      String role = message.get("role").asText();
      Path at = Path.ROOT.field("messages").item(i);
      if (role.equals("tool")) {
        String answered = message.get("tool_call_id").asText();
        boolean again = quirks.contains(Quirk.DuplicateIds) && asked != Path.ROOT;
        if (!open.remove(answered) && !again) {
          rule(
              at.field("role"),
              null,
              "Invalid parameter: messages with role 'tool' must be a response to a preceding"
                  + " message with 'tool_calls'.");
        }
        continue;
      }
      unanswered(open, asked);
      open.clear();
      if (role.equals("assistant")) {
        if (!message.hasNonNull("content")
            && !message.has("tool_calls")
            && !message.hasNonNull("function_call")
            && !message.hasNonNull("refusal")
            && !message.hasNonNull("audio")) {
          rule(
              at.field("content"),
              null,
              "Invalid value for 'content': expected a string, got null.");
        }
        for (JsonNode call : message.path("tool_calls")) {
          ofMistrals(call.get("id").asText(), at);
          if (!open.add(call.get("id").asText()) && !quirks.contains(Quirk.DuplicateIds)) {
            rule(
                at.field("tool_calls"),
                null,
                "Duplicate value for 'tool_call_id' of '" + call.get("id").asText() + "'.");
          }
        }
        asked = at;
      }
    }
    unanswered(open, asked);
  }

  /** Mistral's own words; its open models' templates say the like. */
  private void ofMistrals(String id, Path at) {
    if (MISTRALS.matcher(body.path("model").asText()).matches() && !id.matches("[a-zA-Z0-9]{9}")) {
      rule(
          at.field("tool_calls"),
          "3280",
          "Tool call id was " + id + " but must be a-z, A-Z, 0-9, with a length of 9.");
    }
  }

  private void unanswered(Set<String> open, Path asked) {
    if (!open.isEmpty()) {
      rule(
          asked.field("role"),
          null,
          "An assistant message with 'tool_calls' must be followed by tool messages responding to"
              + " each 'tool_call_id'. The following tool_call_ids did not have response messages: "
              + String.join(", ", open));
    }
  }

  private boolean has(String field) {
    return body.hasNonNull(field);
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.asBoolean();
  }

  private void rule(String field, @Nullable String code, String message) {
    rule(Path.ROOT.field(field), code, message);
  }

  private void rule(Path at, @Nullable String code, String message) {
    found.add(new Violation.Rule(at, code, message));
  }
}
