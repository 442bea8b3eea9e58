package dev.headgate.simulator.dialect.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A Converse request as Bedrock hands it to Anthropic's models. */
final class MessagesBody {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private MessagesBody() {}

  /** The Messages body of a valid Converse body. */
  static ObjectNode of(JsonNode converse, String model) {
    ObjectNode body = JSON.objectNode();
    JsonNode more = converse.path("additionalModelRequestFields");
    more.properties()
        .forEach(
            field -> {
              if (!field.getKey().startsWith("anthropic_")) {
                body.set(field.getKey(), field.getValue());
              }
            });
    body.put("model", model);
    JsonNode inference = converse.path("inferenceConfig");
    copy(inference, "maxTokens", body, "max_tokens");
    copy(inference, "temperature", body, "temperature");
    copy(inference, "topP", body, "top_p");
    copy(inference, "stopSequences", body, "stop_sequences");
    JsonNode format = converse.path("outputConfig").path("textFormat").path("structure");
    if (format.isObject()) {
      body.withObject("/output_config")
          .putObject("format")
          .put("type", "json_schema")
          .set("schema", parsed(format.get("jsonSchema").get("schema").asText()));
    }
    if (!converse.path("system").isEmpty()) {
      body.set("system", blocks(converse.get("system")));
    }
    ArrayNode messages = body.putArray("messages");
    for (JsonNode message : converse.get("messages")) {
      messages
          .addObject()
          .put("role", message.get("role").asText())
          .set("content", blocks(message.get("content")));
    }
    JsonNode tools = converse.path("toolConfig");
    if (tools.isObject()) {
      body.set("tools", tools(tools.get("tools")));
      JsonNode choice = tools.path("toolChoice");
      if (choice.isObject()) {
        String kind = choice.fieldNames().next();
        ObjectNode chosen = body.putObject("tool_choice").put("type", kind);
        copy(choice.get(kind), "name", chosen, "name");
      }
    }
    return body;
  }

  private static void copy(JsonNode from, String field, ObjectNode to, String name) {
    if (from.has(field)) {
      to.set(name, from.get(field));
    }
  }

  private static ArrayNode tools(JsonNode tools) {
    ArrayNode all = JSON.arrayNode();
    for (JsonNode tool : tools) {
      JsonNode spec = tool.path("toolSpec");
      if (spec.isObject()) {
        all.addObject()
            .put("name", spec.get("name").asText())
            .set("input_schema", spec.get("inputSchema").get("json"));
      } else if (tool.has("cachePoint")) {
        mark(all, tool.get("cachePoint"));
      }
    }
    return all;
  }

  private static ArrayNode blocks(JsonNode content) {
    ArrayNode blocks = JSON.arrayNode();
    for (JsonNode block : content) {
      if (block.has("cachePoint")) {
        mark(blocks, block.get("cachePoint"));
      } else {
        blocks.add(block(block));
      }
    }
    return blocks;
  }

  private static void mark(ArrayNode blocks, JsonNode point) {
    if (!blocks.isEmpty()) {
      ObjectNode cache = JSON.objectNode().put("type", "ephemeral");
      copy(point, "ttl", cache, "ttl");
      ((ObjectNode) blocks.get(blocks.size() - 1)).set("cache_control", cache);
    }
  }

  private static ObjectNode block(JsonNode block) {
    String kind = block.fieldNames().next();
    JsonNode value = block.get(kind);
    ObjectNode made = JSON.objectNode();
    return switch (kind) {
      case "text" -> made.put("type", "text").put("text", value.asText());
      case "json" -> made.put("type", "text").put("text", value.toString());
      case "toolUse" -> {
        made.put("type", "tool_use").put("id", value.get("toolUseId").asText());
        yield made.put("name", value.get("name").asText()).set("input", value.get("input"));
      }
      case "toolResult" -> {
        made.put("type", "tool_result").put("tool_use_id", value.get("toolUseId").asText());
        made.set("content", blocks(value.get("content")));
        yield value.path("status").asText("").equals("error") ? made.put("is_error", true) : made;
      }
      case "reasoningContent" -> reasoning(made, value);
      // pictures and the like cost what their words would: nothing is read out of them
      default -> made.put("type", kind);
    };
  }

  private static ObjectNode reasoning(ObjectNode made, JsonNode value) {
    if (value.has("redactedContent")) {
      return made.put("type", "redacted_thinking")
          .put("data", decoded(value.get("redactedContent").asText()));
    }
    JsonNode text = value.get("reasoningText");
    return made.put("type", "thinking")
        .put("thinking", text.get("text").asText())
        .put("signature", text.path("signature").asText(""));
  }

  /** A schema that is told as text; null when it is none. */
  static @Nullable JsonNode parsed(String schema) {
    try {
      JsonNode parsed = MAPPER.readTree(schema);
      return parsed != null && parsed.isObject() ? parsed : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException foreign) {
      return base64;
    }
  }
}
