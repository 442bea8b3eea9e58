package dev.headgate.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What OpenAI refuses in a request for a response beyond wrong types: pairing, ids, reasoning
 * without its item or its encryption, fields of other dialects.
 */
final class ResponsesRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "[a-zA-Z0-9_-]{1,64}";

  private final List<String> broken = new ArrayList<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> ids = new HashSet<>();

  private ResponsesRules() {}

  /** The rules that a body breaks; empty for none. */
  static List<String> broken(String body) {
    var rules = new ResponsesRules();
    try {
      rules.request(JSON.readTree(body));
    } catch (IOException e) {
      rules.broken.add("not JSON: " + e.getMessage());
    }
    return rules.broken;
  }

  /** Whether the provider stores the conversation, as it does without a word. */
  private boolean keeps;

  /** Whether an item stands behind the reasoning that led to it. */
  private boolean led;

  private void rule(boolean kept, String what) {
    if (!kept) {
      broken.add(what);
    }
  }

  private void request(JsonNode body) {
    rule(stored(body) || !body.path("input").isEmpty(), "no input");
    rule(body.path("max_output_tokens").asInt(16) >= 16, "a cap below 16");
    for (var foreign : List.of("stop", "n", "seed", "messages", "max_tokens", "top_k")) {
      rule(!body.has(foreign), "an unknown field: " + foreign);
    }
    rule(body.has("tools") || !body.has("tool_choice"), "a choice without tools");
    tools(body.path("tools"));
    boolean stored = stored(body);
    keeps = body.path("store").asBoolean(true);
    var input = body.path("input");
    for (int i = 0; i < input.size(); i++) {
      led = keeps && i > 0 && input.get(i - 1).path("type").asText().equals("reasoning");
      item(input.get(i), input.path(i + 1), stored);
    }
    rule(open.isEmpty(), "calls without outputs: " + open);
  }

  private static boolean stored(JsonNode body) {
    return body.has("previous_response_id") || body.has("conversation") || body.has("prompt");
  }

  private void tools(JsonNode tools) {
    var names = new HashSet<String>();
    for (var tool : tools) {
      var type = tool.path("type").asText();
      if (!type.equals("function") && !type.equals("custom")) {
        continue;
      }
      var name = tool.path("name").asText();
      rule(name.matches(NAME), "name of a tool: " + name);
      rule(names.add(name), "two tools of a name");
      if (type.equals("function")) {
        rule(tool.has("strict"), "without a word a schema is made strict");
        rule(tool.path("parameters").path("type").asText().equals("object"), "no object");
      }
    }
  }

  private void item(JsonNode item, JsonNode next, boolean stored) {
    switch (item.path("type").asText()) {
      case "message" -> message(item);
      case "function_call", "custom_tool_call" -> {
        var id = item.path("call_id").asText();
        rule(id.matches("[a-zA-Z0-9_-]{1,64}"), "id of a call: " + id);
        rule(ids.add(id), "an id used twice");
        rule(item.path("name").asText().matches(NAME), "name of a call");
        rule(led || !item.has("id"), "a call is looked for in the store");
        open.add(id);
      }
      case "function_call_output", "custom_tool_call_output" ->
          rule(open.remove(item.path("call_id").asText()) || stored, "an output without its call");
      case "reasoning" -> {
        rule(item.path("encrypted_content").isTextual(), "reasoning is looked for in the store");
        var type = next.path("type").asText();
        boolean said = type.equals("message") && next.path("role").asText().equals("assistant");
        rule(
            said || (!type.isEmpty() && !type.equals("message") && !type.endsWith("_output")),
            "reasoning without its item");
        rule(
            !keeps || !item.has("id") || next.has("id") || next.has("call_id"),
            "an item that is known by its id");
      }
      default -> {}
    }
  }

  private void message(JsonNode message) {
    boolean assistant = message.path("role").asText().equals("assistant");
    rule(led || !message.has("id"), "a message is looked for in the store");
    rule(!message.path("content").isMissingNode(), "a message without content");
    if (assistant && message.has("id")) {
      return;
    }
    rule(!assistant || message.path("content").isTextual(), "parts are taken with an id only");
    for (var part : message.path("content")) {
      var type = part.path("type").asText();
      rule(!type.startsWith("output_") && !type.equals("refusal"), "content of the model's");
    }
  }
}
