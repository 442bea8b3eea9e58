package dev.headgate.dataplane.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** A stream of Gemini's partial answers, put together: no SDK does it. */
final class Candidates {
  private final Map<Integer, ObjectNode> candidates = new TreeMap<>();

  void add(JsonNode partial) {
    for (var candidate : partial.path("candidates")) {
      var whole =
          candidates.computeIfAbsent(
              candidate.path("index").asInt(), index -> JsonNodeFactory.instance.objectNode());
      if (candidate.has("finishReason")) {
        whole.set("finishReason", candidate.get("finishReason"));
      }
      var parts = whole.withObject("/content").withArray("parts");
      candidate.path("content").path("parts").forEach(part -> append(parts, part));
    }
  }

  /** Texts of one kind grow together; an empty one without a signature says nothing. */
  private static void append(ArrayNode parts, JsonNode part) {
    boolean text = part.has("text");
    if (text && part.get("text").asText().isEmpty() && !part.has("thoughtSignature")) {
      return;
    }
    if (text
        && !parts.isEmpty()
        && parts.get(parts.size() - 1) instanceof ObjectNode last
        && last.has("text")
        && !last.has("thoughtSignature")
        && last.path("thought").asBoolean() == part.path("thought").asBoolean()) {
      last.put("text", last.get("text").asText() + part.get("text").asText());
      if (part.has("thoughtSignature")) {
        last.set("thoughtSignature", part.get("thoughtSignature"));
      }
    } else {
      parts.add(part.<JsonNode>deepCopy());
    }
  }

  JsonNode answer() {
    var answer = JsonNodeFactory.instance.objectNode();
    candidates.values().forEach(answer.withArray("candidates")::add);
    return answer;
  }
}
