package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.LastMessage;
import dev.headgate.simulator.dialect.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a valid Responses request asks for. */
final class ResponsesPrompt {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ResponsesPrompt() {}

  /** The input's items; a text is one message of the user. */
  static List<JsonNode> input(JsonNode body) {
    var items = new ArrayList<JsonNode>();
    JsonNode input = body.path("input");
    if (input.isTextual()) {
      items.add(JSON.objectNode().put("type", "message").put("role", "user").set("content", input));
    } else {
      input.forEach(items::add);
    }
    return items;
  }

  /** The prompt of a conversation. */
  static Prompt of(JsonNode body, List<JsonNode> items) {
    JsonNode last = items.isEmpty() ? JSON.objectNode() : LastMessage.of(items);
    List<Prompt.Tool> tools = tools(body);
    JsonNode cap = body.path("max_output_tokens");
    return new Prompt(
        body.get("model").asText(),
        items.size(),
        inputTokens(body, items),
        text(last),
        last.path("type").asText("").endsWith("_output"),
        cap.isNumber() ? cap.intValue() : null,
        1,
        body.path("stream").asBoolean(),
        true,
        tools,
        forced(body.path("tool_choice"), tools),
        json(body.path("text").path("format")),
        thinks(body),
        body);
  }

  private static boolean thinks(JsonNode body) {
    JsonNode reasoning = body.path("reasoning");
    String effort = reasoning.path("effort").asText("");
    return !effort.equals("none")
        && (reasoning.isObject() || ReasoningModels.reasons(body.get("model").asText(), effort));
  }

  private static List<Prompt.Tool> tools(JsonNode body) {
    var tools = new ArrayList<Prompt.Tool>();
    for (JsonNode tool : body.path("tools")) {
      if (tool.get("type").asText().equals("namespace")) {
        tool.get("tools").forEach(inner -> function(inner, tools));
      } else {
        function(tool, tools);
      }
    }
    return tools;
  }

  private static void function(JsonNode tool, List<Prompt.Tool> tools) {
    if (tool.get("type").asText().equals("function")) {
      JsonNode parameters = tool.get("parameters");
      tools.add(
          new Prompt.Tool(
              tool.get("name").asText(), parameters.isObject() ? parameters : JSON.objectNode()));
    }
  }

  /** The namespace in which a request declares a function; null for none. */
  static @Nullable String namespace(JsonNode body, String function) {
    for (JsonNode tool : body.path("tools")) {
      for (JsonNode inner : tool.path("tools")) {
        if (inner.path("name").asText().equals(function)) {
          return tool.get("name").asText();
        }
      }
    }
    return null;
  }

  private static @Nullable String forced(JsonNode choice, List<Prompt.Tool> tools) {
    String type = choice.path("type").asText("");
    if (type.equals("function")) {
      return choice.get("name").asText();
    }
    boolean any =
        choice.asText("").equals("required")
            || (type.equals("allowed_tools") && choice.get("mode").asText().equals("required"));
    if (!any || tools.isEmpty()) {
      return null;
    }
    return choice.path("tools").path(0).path("name").asText(tools.getFirst().name());
  }

  private static @Nullable JsonNode json(JsonNode format) {
    return switch (format.path("type").asText("")) {
      case "json_object" -> JSON.objectNode();
      case "json_schema" -> format.get("schema");
      default -> null;
    };
  }

  private static int inputTokens(JsonNode body, List<JsonNode> items) {
    int tokens = Tokens.of(body.path("instructions").asText(""));
    for (JsonNode item : items) {
      tokens += Tokens.PER_MESSAGE + Tokens.of(text(item));
      if (item.path("type").asText("").equals("function_call")) {
        tokens += Tokens.of(item.get("name").asText() + item.get("arguments").asText());
      }
    }
    if (!body.path("tools").isEmpty()) {
      tokens += Tokens.of(body.get("tools").toString());
    }
    return tokens;
  }

  private static String text(JsonNode item) {
    JsonNode content = item.has("content") ? item.get("content") : item.path("output");
    if (!content.isArray()) {
      return content.asText("");
    }
    var text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asText("")).append(part.path("refusal").asText(""));
    }
    return text.toString();
  }
}
