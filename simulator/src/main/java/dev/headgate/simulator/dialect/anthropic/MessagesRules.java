package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What a Messages request may not combine. Runs on bodies whose shape is right. */
final class MessagesRules {
  private static final int CACHE_MARKS = 4;
  private final JsonNode body;
  private final JsonNode messages;
  private final boolean thinking;
  private boolean fiveMinutesBefore;
  private int marks;
  private final List<Violation> found = new ArrayList<>();

  private MessagesRules(JsonNode body) {
    this.body = body;
    this.messages = body.get("messages");
    this.thinking = body.path("thinking").path("type").asText("").equals("enabled");
  }

  /** What is wrong; empty when nothing is. */
  static List<Violation> check(JsonNode body) {
    var rules = new MessagesRules(body);
    rules.model();
    rules.sampling();
    rules.tools();
    rules.turns();
    new ToolPairing(rules.messages, rules.found).check();
    new ThinkingRules(body, rules.found).check();
    rules.caching();
    return rules.found;
  }

  private void model() {
    String model = body.get("model").asText();
    long most = ClaudeModels.longestOutput(model);
    if (body.path("max_tokens").asLong() > most) {
      rule(
          "max_tokens: "
              + body.get("max_tokens")
              + " > "
              + most
              + ", which is the maximum allowed number of output tokens for "
              + model);
    }
    for (String field : new String[] {"temperature", "top_p", "top_k"}) {
      if (body.has(field) && ClaudeModels.refusesSampling(model)) {
        rule("`" + field + "` is deprecated for this model.");
      }
    }
    if (thinking && ClaudeModels.refusesSampling(model)) {
      rule(
          "\"thinking.type.enabled\" is not supported for this model. Use"
              + " \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking"
              + " behavior.");
    }
    boolean prefilled = messages.get(messages.size() - 1).get("role").asText().equals("assistant");
    if (prefilled && ClaudeModels.refusesPrefill(model)) {
      rule(
          "This model does not support assistant message prefill. The conversation must end with"
              + " a user message.");
    }
  }

  private void sampling() {
    for (JsonNode stop : body.path("stop_sequences")) {
      if (stop.asText().isBlank()) {
        rule(Path.ROOT.field("stop_sequences"), "each stop sequence must contain non-whitespace");
      }
    }
    if (body.has("temperature")
        && body.has("top_p")
        && ClaudeModels.takesOneOfTemperatureAndTopP(body.get("model").asText())) {
      rule(
          "`temperature` and `top_p` cannot both be specified for this model. Please use only"
              + " one.");
    }
  }

  private void tools() {
    var names = new HashSet<String>();
    for (JsonNode tool : body.path("tools")) {
      if (!names.add(tool.path("name").asText())) {
        rule(Path.ROOT.field("tools"), "Tool names must be unique.");
      }
    }
    if (names.isEmpty()
        && ClaudeModels.needsDeclaredTools(body.get("model").asText())
        && usesTools()) {
      rule("Requests which include `tool_use` or `tool_result` blocks must define tools.");
    }
    JsonNode choice = body.path("tool_choice");
    if (choice.isObject() && names.isEmpty()) {
      rule(Path.ROOT.field("tool_choice"), "may only be specified while providing tools");
    } else if (choice.has("name") && !names.contains(choice.get("name").asText())) {
      rule("Tool '" + choice.get("name").asText() + "' not found in provided tools");
    }
  }

  private boolean usesTools() {
    for (JsonNode message : messages) {
      for (JsonNode block : message.get("content")) {
        if (block.get("type").asText().startsWith("tool_")) {
          return true;
        }
      }
    }
    return false;
  }

  private void turns() {
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      JsonNode content = message.get("content");
      boolean assistant = message.get("role").asText().equals("assistant");
      if (message.get("role").asText().equals("system")
          && !ClaudeModels.takesSystemAnywhere(body.get("model").asText())) {
        rule(
            Path.ROOT.field("messages").item(i).field("role"),
            "Input should be 'user' or 'assistant'");
      }
      boolean last = i == messages.size() - 1;
      boolean empty = content.isTextual() ? content.asText().isEmpty() : content.isEmpty();
      if (empty && !(last && assistant)) {
        rule(
            Path.ROOT.field("messages").item(i),
            "all messages must have non-empty content except for the optional final assistant"
                + " message");
      }
      Path at = Path.ROOT.field("messages").item(i);
      for (int j = 0; j < content.size(); j++) {
        block(at.field("content").item(j), assistant, content.get(j));
      }
      String end = content.path(content.size() - 1).path("type").asText("");
      if (assistant && end.endsWith("thinking")) {
        rule(at, "The final block in an assistant message cannot be `thinking`.");
      }
      if (last && assistant && endsInSpace(content)) {
        rule(
            Path.ROOT.field("messages"),
            "final assistant content cannot end with trailing whitespace");
      }
    }
    for (JsonNode block : body.path("system")) {
      if (block.path("text").asText("").isEmpty()) {
        rule(Path.ROOT.field("system"), "text content blocks must be non-empty");
      }
    }
  }

  private void block(Path at, boolean assistant, JsonNode block) {
    String type = block.get("type").asText();
    text(block);
    if (type.equals("tool_result")) {
      block.path("content").forEach(this::text);
      if (block.path("is_error").asBoolean()
          && block.path("content").isEmpty()
          && block.path("content").asText("").isEmpty()) {
        rule(at.field("tool_result"), "content cannot be empty if `is_error` is true");
      }
    }
    if (type.equals("tool_use") && !assistant) {
      rule("`tool_use` blocks can only be in `assistant` messages");
    } else if (type.equals("tool_result") && assistant) {
      rule("`tool_result` blocks can only be in `user` messages");
    } else if (type.endsWith("thinking") && !assistant) {
      rule("`" + type + "` blocks can only be in `assistant` messages");
    }
  }

  private void text(JsonNode block) {
    if (block.path("type").asText("").equals("text")) {
      String text = block.get("text").asText();
      if (text.isEmpty()) {
        rule(Path.ROOT.field("messages"), "text content blocks must be non-empty");
      } else if (text.isBlank()) {
        rule(Path.ROOT.field("messages"), "text content blocks must contain non-whitespace text");
      }
    }
  }

  private static boolean endsInSpace(JsonNode content) {
    String text =
        content.isTextual()
            ? content.asText()
            : content.path(content.size() - 1).path("text").asText("");
    return !text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1));
  }

  private void caching() {
    marks(Path.ROOT.field("tools"), body.path("tools"));
    marks(Path.ROOT.field("system"), body.path("system"));
    for (int i = 0; i < messages.size(); i++) {
      marks(Path.ROOT.field("messages").item(i).field("content"), messages.get(i).get("content"));
    }
    marks += body.hasNonNull("cache_control") ? 1 : 0;
    if (marks > CACHE_MARKS) {
      rule("A maximum of 4 blocks with cache_control may be provided. Found " + marks + ".");
    }
  }

  private void marks(Path at, JsonNode blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      JsonNode block = blocks.get(i);
      if (block.hasNonNull("cache_control")) {
        marks++;
        boolean hour = block.get("cache_control").path("ttl").asText("5m").equals("1h");
        if (hour && fiveMinutesBefore) {
          rule(
              at.item(i).field("cache_control").field("ttl"),
              "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block."
                  + " Note that blocks are processed in the following order: `tools`, `system`,"
                  + " `messages`.");
        }
        fiveMinutesBefore |= !hour;
      }
      if (block.path("content").isArray()) {
        marks(at.item(i).field("content"), block.get("content"));
      }
    }
  }

  private void rule(String message) {
    rule(Path.ROOT, message);
  }

  private void rule(Path at, String message) {
    found.add(new Violation.Rule(at, null, message));
  }
}
