package dev.headgate.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.gemini.Google;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What providers refuse beyond wrong types: pairing, ids, order, emptiness, combinations. */
final class ProviderRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ID = "[a-zA-Z0-9_-]{1,40}";

  private final List<String> broken = new ArrayList<>();

  private ProviderRules() {}

  /** The rules that a body breaks; empty for none. */
  static List<String> broken(String dialect, String body) {
    if (dialect.equals("responses")) {
      return ResponsesRules.broken(body);
    }
    if (dialect.equals("gemini")) {
      try {
        Google.acceptRequest(body);
        return List.of();
      } catch (AssertionError | IOException e) {
        return List.of(String.valueOf(e.getMessage()));
      }
    }
    var rules = new ProviderRules();
    try {
      var root = JSON.readTree(body);
      if (dialect.equals("chat")) {
        rules.chat(root);
      } else {
        rules.anthropic(root);
      }
    } catch (IOException e) {
      rules.broken.add("not JSON: " + e.getMessage());
    }
    return rules.broken;
  }

  private void rule(boolean kept, String what) {
    if (!kept) {
      broken.add(what);
    }
  }

  private void chat(JsonNode body) {
    var names = new HashSet<String>();
    for (var tool : body.path("tools")) {
      if (!tool.path("type").asText().matches("function|custom")) {
        // A server's own tool, which the caller knows and we do not.
        continue;
      }
      var name = tool.path(tool.path("type").asText()).path("name").asText();
      rule(name.matches("[a-zA-Z0-9_-]{1,64}"), "name of a tool: " + name);
      rule(names.add(name), "two tools of a name");
      var parameters = tool.path("function").path("parameters");
      rule(
          parameters.isMissingNode() || parameters.path("type").asText().equals("object"),
          "arguments must be an object");
    }
    rule(body.has("tools") || !body.has("tool_choice"), "a choice without tools");
    rule(body.has("tools") || !body.has("parallel_tool_calls"), "parallel without tools");
    rule(body.path("stream").asBoolean() || !body.has("stream_options"), "options without stream");
    rule(body.path("stop").size() <= 4, "more than four stops");
    Set<String> open = new LinkedHashSet<>();
    for (var message : body.path("messages")) {
      var role = message.path("role").asText();
      if (role.equals("tool")) {
        rule(open.remove(message.path("tool_call_id").asText()), "a result without its call");
        rule(!message.path("content").isMissingNode(), "a result without content");
        continue;
      }
      rule(open.isEmpty(), "calls without results: " + open);
      open.clear();
      if (role.equals("assistant")) {
        rule(
            message.hasNonNull("content") || message.has("tool_calls") || message.has("audio"),
            "an empty message of the assistant");
        for (var call : message.path("tool_calls")) {
          var id = call.path("id").asText();
          rule(id.matches(ID), "id of a call: " + id);
          rule(open.add(id), "an id used twice");
          var name = call.path(call.path("type").asText()).path("name").asText();
          rule(name.matches("[a-zA-Z0-9_-]{1,64}"), "name of a call: " + name);
        }
      }
      for (var part : message.path("content")) {
        rule(!role.equals("system") || part.has("text"), "instructions are text");
      }
    }
    rule(open.isEmpty(), "calls without results: " + open);
    rule(!body.path("messages").isEmpty(), "no messages");
  }

  private void anthropic(JsonNode body) {
    rule(body.path("max_tokens").asInt() >= 1, "max_tokens");
    rule(body.path("temperature").asDouble(0) <= 1, "temperature over 1");
    var names = new HashSet<String>();
    for (var tool : body.path("tools")) {
      if (tool.has("type") && !tool.path("type").asText().equals("custom")) {
        // A server's own tool, which the caller knows and we do not.
        names.add(tool.path("type").asText());
        continue;
      }
      var name = tool.path("name").asText();
      rule(names.add(name), "two tools of a name");
      rule(name.matches("[a-zA-Z0-9_-]{1,128}"), "name of a tool: " + name);
      rule(
          tool.has("type") || tool.path("input_schema").path("type").asText().equals("object"),
          "arguments must be an object");
    }
    rule(!body.has("tool_choice") || !names.isEmpty(), "a choice without tools");
    rule(marks(body) <= 4, "more than four breakpoints");
    thinking(body);
    var messages = body.path("messages");
    rule(messages.path(0).path("role").asText().equals("user"), "the user speaks first");
    Set<String> open = new LinkedHashSet<>();
    var all = new HashSet<String>();
    String last = "";
    for (var message : messages) {
      var role = message.path("role").asText();
      rule(!role.equals(last), "two messages of " + role);
      last = role;
      var content = message.path("content");
      rule(!content.isEmpty() || !content.asText().isBlank(), "an empty message");
      boolean results = true;
      for (var block : content) {
        switch (block.path("type").asText()) {
          case "text" -> rule(!block.path("text").asText().isBlank(), "an empty text");
          case "tool_result" -> {
            rule(results, "results come first");
            rule(open.remove(block.path("tool_use_id").asText()), "a result without its call");
          }
          case "tool_use" -> rule(role.equals("assistant"), "a call of the user");
          case "thinking" -> {
            rule(role.equals("assistant"), "thinking of the user");
            rule(block.has("signature"), "thinking without a signature");
          }
          default -> {}
        }
        results &= block.path("type").asText().equals("tool_result");
      }
      rule(open.isEmpty(), "calls without results: " + open);
      open.clear();
      for (var block : content) {
        if (block.path("type").asText().equals("tool_use")) {
          var id = block.path("id").asText();
          rule(id.matches(ID), "id of a call: " + id);
          rule(all.add(id), "an id used twice");
          rule(block.path("input").isObject(), "input must be an object");
          open.add(id);
        }
      }
    }
    rule(open.isEmpty(), "calls without results: " + open);
  }

  private void thinking(JsonNode body) {
    if (!body.path("thinking").path("type").asText().equals("enabled")) {
      return;
    }
    int budget = body.path("thinking").path("budget_tokens").asInt();
    rule(budget >= 1024, "a budget below 1024");
    rule(budget < body.path("max_tokens").asInt(), "a budget not below max_tokens");
    rule(body.path("temperature").asDouble(1) == 1, "temperature while thinking");
    rule(!body.has("top_k"), "top_k while thinking");
    var choice = body.path("tool_choice").path("type").asText();
    rule(!choice.equals("any") && !choice.equals("tool"), "a forced tool while thinking");
  }

  private static int marks(JsonNode body) {
    int marks = body.hasNonNull("cache_control") ? 1 : 0;
    marks += marked(body.path("tools")) + marked(body.path("system"));
    for (var message : body.path("messages")) {
      marks += marked(message.path("content"));
    }
    return marks;
  }

  private static int marked(JsonNode blocks) {
    int marks = 0;
    for (var block : blocks) {
      marks += block.hasNonNull("cache_control") ? 1 : 0;
      marks += block.path("content").isArray() ? marked(block.path("content")) : 0;
    }
    return marks;
  }
}
