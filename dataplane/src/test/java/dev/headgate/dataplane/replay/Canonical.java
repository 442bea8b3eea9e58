package dev.headgate.dataplane.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Bodies in the one of several ways to say the same that the encoders choose, so that only what is
 * said is compared.
 */
final class Canonical {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Values that are as good as none. */
  private static final Map<String, Set<String>> DEFAULTS =
      Map.ofEntries(
          Map.entry("stream", Set.of("false")),
          Map.entry("n", Set.of("1")),
          Map.entry("candidateCount", Set.of("1")),
          Map.entry("is_error", Set.of("false")),
          Map.entry("ttl", Set.of("\"5m\"")),
          Map.entry("detail", Set.of("\"auto\"")),
          Map.entry("tool_choice", Set.of("\"auto\"")),
          Map.entry("format", Set.of("{\"type\":\"text\"}")),
          Map.entry("index", Set.of("0")),
          Map.entry("partMetadata", Set.of("{}")),
          Map.entry("includeThoughts", Set.of("false")),
          Map.entry("thinkingConfig", Set.of("{}")),
          Map.entry("generationConfig", Set.of("{}")),
          Map.entry("text", Set.of("{}", "\"\"")),
          Map.entry("type", Set.of("\"function\"")));

  /** Fields that encoders fill as the gateway needs them, or in which ids and schemas stand. */
  private static final Set<String> OURS =
      Set.of(
          "stream_options",
          "include",
          "parameters",
          "parametersJsonSchema",
          "responseSchema",
          "responseJsonSchema",
          "status",
          // Sealed anew in each event of a stream, and rounded in its last one.
          "encrypted_content",
          "logprobs");

  /** What callers wrote themselves, to be left alone. */
  private static final Set<String> THEIRS = Set.of("args", "response", "input_schema", "schema");

  /** What a message of Chat Completions says. */
  private static final Set<String> WORDS =
      Set.of("content", "refusal", "reasoning", "reasoning_content", "tool_calls", "function_call");

  private static final Pattern STEP = Pattern.compile("_([a-z])");

  private Canonical() {}

  /** A request. */
  static JsonNode request(Wire wire, JsonNode body) {
    var copy = (ObjectNode) body.deepCopy();
    if (wire == Wire.RESPONSES) {
      responses(copy);
    } else if (wire == Wire.ANTHROPIC && copy.has("output_format")) {
      copy.withObject("/output_config").set("format", copy.remove("output_format"));
    } else if (copy.path("tool_choice").asText().equals("any")) {
      copy.put("tool_choice", "required");
    }
    var plain = (ObjectNode) plain(wire, copy);
    if (wire == Wire.GEMINI || wire == Wire.VERTEX) {
      gemini(plain);
    }
    return plain;
  }

  /** What an answer says, without what describes it. */
  static JsonNode answer(Wire wire, JsonNode body) {
    var said = JSON.objectNode();
    switch (wire) {
      case CHAT, AZURE -> {
        for (var choice : body.path("choices")) {
          var one = said.withArray("choices").addObject();
          one.set("message", message(choice.path("message").deepCopy()));
          var reason = choice.path("finish_reason").asText();
          boolean calls = !one.path("message").path("tool_calls").isEmpty();
          one.put("finish_reason", calls && !reason.equals("length") ? "tool_calls" : reason);
        }
      }
      case RESPONSES -> copy(body, said, "output", "status", "error", "incomplete_details");
      case ANTHROPIC -> {
        copy(body.deepCopy(), said, "content", "stop_reason", "stop_sequence");
        for (var block : said.path("content")) {
          if (block.path("type").asText().equals("compaction")) {
            // The SDK does not put it together.
            ((ObjectNode) block).remove("content");
          }
        }
      }
      case GEMINI, VERTEX -> {
        for (var candidate : body.path("candidates")) {
          var one = said.withArray("candidates").addObject();
          copy(candidate.deepCopy(), one, "content", "finishReason");
          if (one.path("content").toString().matches(".*\\[\\{\"text\":\"\"}].*")) {
            one.remove("content");
          }
          for (var part : one.path("content").path("parts")) {
            if (part.path("functionCall") instanceof ObjectNode call) {
              call.remove("id");
            }
          }
        }
      }
      case BEDROCK -> copy(body, said, "output", "stopReason");
    }
    return plain(wire, said);
  }

  /** Reasoning and calls have older or other names, and nothing may be an empty text. */
  private static JsonNode message(JsonNode message) {
    if (!(message instanceof ObjectNode object)) {
      return JSON.objectNode();
    }
    thoughts(object);
    object.retain(WORDS);
    if (object.has("reasoning") && !object.has("reasoning_content")) {
      object.set("reasoning_content", object.remove("reasoning"));
    }
    if (object.hasNonNull("function_call")) {
      var call = object.withArray("tool_calls").addObject();
      call.set("function", object.remove("function_call"));
    }
    for (var call : object.path("tool_calls")) {
      ((ObjectNode) call).remove(List.of("id", "type"));
    }
    var content = object.path("content");
    if (content.isObject()) {
      object.put("content", content.toString());
    } else if (content.isEmpty() && content.asText("").isEmpty()) {
      object.remove("content");
    }
    return object;
  }

  private static void copy(JsonNode from, ObjectNode to, String... names) {
    for (var name : names) {
      if (from.has(name)) {
        to.set(name, from.get(name));
      }
    }
  }

  private static void responses(ObjectNode body) {
    var items = JSON.arrayNode();
    if (body.hasNonNull("instructions")) {
      items.addObject().put("role", "system").set("content", body.get("instructions"));
    }
    body.remove("instructions");
    if (body.path("input").isTextual()) {
      items.addObject().put("role", "user").set("content", body.get("input"));
    } else {
      items.addAll(body.withArray("input"));
    }
    for (var item : items) {
      if (item instanceof ObjectNode message && message.has("role")) {
        message.remove("type");
        if (message.path("role").asText().equals("developer")) {
          message.put("role", "system");
        }
      }
    }
    body.set("input", items);
  }

  private static JsonNode plain(Wire wire, JsonNode value) {
    if (value.isArray()) {
      var list = JSON.arrayNode();
      value.forEach(element -> list.add(plain(wire, element)));
      return list;
    }
    if (!value.isObject()) {
      return value;
    }
    boolean google = wire == Wire.GEMINI || wire == Wire.VERTEX;
    var object = JSON.objectNode();
    for (var field : value.properties()) {
      var name = google ? camel(field.getKey()) : field.getKey();
      var content = THEIRS.contains(name) ? field.getValue() : plain(wire, field.getValue());
      boolean idle =
          silent(name, value, content)
              || DEFAULTS.getOrDefault(name, Set.of()).contains(content.toString());
      if (!idle && !OURS.contains(name)) {
        object.set(name, content);
      }
    }
    if (Set.of("input_text", "output_text").contains(object.path("type").asText())) {
      object.put("type", "text");
    }
    return object;
  }

  /** Words that are there only because their field must be. */
  private static boolean silent(String name, JsonNode owner, JsonNode content) {
    return switch (name) {
      case "content" ->
          owner.has("tool_calls") && content.isTextual() && content.asText().isEmpty();
      case "summary" ->
          content.valueStream().allMatch(part -> part.path("text").asText("").isEmpty());
      default -> false;
    };
  }

  private static String camel(String name) {
    return STEP.matcher(name)
        .replaceAll(match -> match.group(1).toUpperCase(java.util.Locale.ROOT));
  }

  private static void gemini(ObjectNode body) {
    if (body.path("systemInstruction") instanceof ObjectNode system) {
      system.remove("role");
    }
    if (body.path("contents").isObject()) {
      body.set("contents", JSON.arrayNode().add(body.get("contents")));
    }
    if (body.path("tools").isObject()) {
      body.set("tools", JSON.arrayNode().add(body.get("tools")));
    }
    merge(body, body.path("tools"));
    together(body);
    for (var content : body.path("contents")) {
      for (var part : content.path("parts")) {
        if (part.path("inlineData") instanceof ObjectNode data) {
          data.put("data", data.path("data").asText().replace('-', '+').replace('_', '/'));
        }
      }
    }
  }

  /** One may speak in several contents. */
  private static void together(ObjectNode body) {
    var contents = JSON.arrayNode();
    for (var content : body.path("contents")) {
      var last = contents.path(contents.size() - 1);
      if (last.path("role").equals(content.path("role"))) {
        content.path("parts").forEach(last.<ObjectNode>require().withArray("parts")::add);
      } else {
        contents.add(content);
      }
    }
    body.set("contents", contents);
  }

  /** Mistral's thoughts are parts of the content. */
  private static void thoughts(ObjectNode message) {
    var rest = JSON.arrayNode();
    for (var part : message.path("content")) {
      if (part.path("type").asText().equals("thinking")) {
        var thought = new StringBuilder(message.path("reasoning_content").asText());
        part.path("thinking").forEach(text -> thought.append(text.path("text").asText()));
        message.put("reasoning_content", thought.toString());
      } else {
        rest.add(part);
      }
    }
    if (message.path("content").isArray()) {
      message.set("content", rest);
    }
  }

  /** Functions may stand in one tool or in several. */
  private static void merge(ObjectNode body, JsonNode tools) {
    var functions = JSON.arrayNode();
    var others = JSON.arrayNode();
    for (var tool : tools) {
      tool.path("functionDeclarations").forEach(functions::add);
      var other = (ObjectNode) tool.deepCopy();
      other.remove("functionDeclarations");
      if (!other.isEmpty()) {
        others.add(other);
      }
    }
    body.set("tools", others);
    body.set("functions", functions);
  }
}
