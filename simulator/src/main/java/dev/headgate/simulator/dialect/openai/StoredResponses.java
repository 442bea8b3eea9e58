package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest responses that were to be stored, each of its account alone. Safe for any thread. */
public final class StoredResponses {
  private static final int KEPT = 1000;

  /**
   * A response.
   *
   * @param items of the whole conversation, its own output last
   */
  record Stored(String account, List<JsonNode> items, List<? extends JsonNode> output) {}

  private final Map<String, Stored> responses =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Stored> eldest) {
          return size() > KEPT;
        }
      };

  /** Stores a response; the oldest of more than 1,000 is forgotten. */
  public synchronized void put(
      String account, String id, List<JsonNode> input, List<? extends JsonNode> output) {
    var items = new ArrayList<JsonNode>(input);
    items.addAll(output);
    responses.put(id, new Stored(account, items, output));
  }

  /** The conversation up to a response; null when this account has none of that id. */
  synchronized @Nullable List<JsonNode> conversation(String account, String id) {
    Stored stored = responses.get(id);
    return stored == null || !stored.account.equals(account) ? null : stored.items;
  }

  /** An item of an output; null when this account has none of that id. */
  synchronized @Nullable JsonNode item(String account, String id) {
    List<? extends JsonNode> output = outputWith(account, id);
    if (output == null) {
      return null;
    }
    return output.stream().filter(item -> id(item).equals(id)).findFirst().orElse(null);
  }

  /** The id of the reasoning that belongs before a stored item; null when none does. */
  synchronized @Nullable String reasoningBefore(String account, String id) {
    List<? extends JsonNode> output = outputWith(account, id);
    String reasoning = null;
    if (output != null) {
      for (JsonNode item : output) {
        if (id(item).equals(id)) {
          return reasoning;
        }
        reasoning = item.path("type").asText("").equals("reasoning") ? id(item) : null;
      }
    }
    return null;
  }

  private @Nullable List<? extends JsonNode> outputWith(String account, String id) {
    for (Stored stored : responses.values()) {
      if (stored.account.equals(account)
          && stored.output.stream().anyMatch(item -> id(item).equals(id))) {
        return stored.output;
      }
    }
    return null;
  }

  private static String id(JsonNode item) {
    return item.path("id").asText("");
  }
}
