package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest conversations that are held for callers, by their last answer. Safe for any thread.
 */
final class HeldThreads {
  static final String FIELD = "thread";
  private static final int KEPT = 1000;

  private final Map<String, ObjectNode> requests =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectNode> eldest) {
          return size() > KEPT;
        }
      };

  /** Whether a request is to be held. */
  static boolean wanted(JsonNode body) {
    return body.path(FIELD).isObject();
  }

  /**
   * The whole request of one that goes on from an answer, itself where it goes on from none; null
   * when that answer is not held.
   */
  synchronized @Nullable JsonNode whole(JsonNode body) {
    JsonNode thread = body.path(FIELD);
    if (!thread.path("type").asText("").equals("continue")) {
      return body;
    }
    ObjectNode held = requests.get(thread.path("previous_message_id").asText(""));
    if (held == null) {
      return null;
    }
    ObjectNode whole = body.deepCopy();
    ArrayNode messages = ((ArrayNode) held.get("messages")).deepCopy();
    body.get("messages").forEach(messages::add);
    whole.set("messages", messages);
    for (String ofThread : new String[] {"system", "tools"}) {
      if (held.has(ofThread)) {
        whole.set(ofThread, held.get(ofThread));
      }
    }
    return whole;
  }

  /** Holds a whole request with its answer. */
  synchronized void put(String id, JsonNode whole, JsonNode content) {
    ObjectNode held = whole.deepCopy();
    ((ArrayNode) held.get("messages")).addObject().put("role", "assistant").set("content", content);
    requests.put(id, held);
  }
}
