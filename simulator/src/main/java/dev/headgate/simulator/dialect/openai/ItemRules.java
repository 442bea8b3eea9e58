package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.dialect.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the items of a conversation must go together. */
final class ItemRules {
  private static final String INPUT = "input";
  private static final Set<String> MADE_BY_REASONING =
      Set.of("function_call", "custom_tool_call", "reasoning");

  private final String account;
  private final List<JsonNode> items;
  private final StoredResponses stored;
  private final boolean keeps;

  /**
   * @param keeps whether the response is to be stored: then ids of reasoning are looked for
   */
  ItemRules(String account, List<JsonNode> items, StoredResponses stored, boolean keeps) {
    this.keeps = keeps;
    this.account = account;
    this.items = items;
    this.stored = stored;
  }

  /** The first thing that is wrong; null when nothing is. */
  @Nullable Problem check() {
    Problem wrong = reasoning();
    if (wrong == null) {
      wrong = ids();
    }
    return wrong == null ? pairing() : wrong;
  }

  private @Nullable Problem ids() {
    var ids = new HashSet<String>();
    for (JsonNode item : items) {
      String id = item.path("id").asText("");
      if (!id.isEmpty() && !ids.add(id)) {
        return problem(
            400,
            "Duplicate item found with id "
                + id
                + ". Remove duplicate items from your input and try again.");
      }
    }
    return null;
  }

  private @Nullable Problem reasoning() {
    var seen = new HashSet<String>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      String id = item.path("id").asText("");
      if (item.path("type").asText("").equals("reasoning")) {
        seen.add(id);
        Problem wrong = reasoning(item, id, i);
        if (wrong != null) {
          return wrong;
        }
        continue;
      }
      String needed = id.isEmpty() ? null : stored.reasoningBefore(account, id);
      if (needed != null && !seen.contains(needed)) {
        return problem(
            400,
            "Item '"
                + id
                + "' of type '"
                + item.path("type").asText("message")
                + "' was provided without its required 'reasoning' item: '"
                + needed
                + "'.");
      }
    }
    return null;
  }

  private @Nullable Problem reasoning(JsonNode item, String id, int position) {
    if (item.hasNonNull("encrypted_content")) {
      String content = item.get("encrypted_content").asText();
      EncryptedContent.Verdict verdict = EncryptedContent.judge(account, id, content);
      if (verdict != EncryptedContent.Verdict.GENUINE) {
        return new Problem(
            400,
            Problem.Cause.INVALID,
            "invalid_encrypted_content",
            null,
            "The encrypted content "
                + (id.isEmpty() ? shortened(content) : "for item " + id)
                + " could not be verified. Reason: "
                + verdict.reason);
      }
    } else if (stored.item(account, id) == null) {
      return problem(404, notFound(id));
    }
    JsonNode next = position + 1 < items.size() ? items.get(position + 1) : null;
    boolean followed =
        next != null
            && (MADE_BY_REASONING.contains(next.path("type").asText(""))
                || next.path("type").asText("").endsWith("_call")
                || next.path("type").asText("").startsWith("mcp_")
                || next.path("role").asText("").equals("assistant"));
    // the item that a stored one led to is known by its id, or by its call's
    boolean known =
        !keeps
            || id.isEmpty()
            || next == null
            || next.hasNonNull("id")
            || next.hasNonNull("call_id");
    return followed && known
        ? null
        : problem(
            400,
            "Item '"
                + id
                + "' of type 'reasoning' was provided without its required following item.");
  }

  /** What OpenAI says of an item that it has not stored. */
  static String notFound(String id) {
    return "Item with id '"
        + id
        + "' not found. Items are not persisted when `store` is set to false. Try again with"
        + " `store` set to true, or remove this item from your input.";
  }

  private static String shortened(String content) {
    int end = content.length();
    return end <= 8 ? content : content.substring(0, 4) + "..." + content.substring(end - 4);
  }

  private @Nullable Problem pairing() {
    Map<String, String> open = new LinkedHashMap<>();
    for (JsonNode item : items) {
      String type = item.path("type").asText("message");
      String id = item.path("call_id").asText("");
      switch (type) {
        case "function_call", "custom_tool_call" -> open.put(id, type);
        case "function_call_output", "custom_tool_call_output" -> {
          String call = type.substring(0, type.length() - "_output".length());
          if (!open.remove(id, call)) {
            return problem(
                400,
                "No tool call found for "
                    + call.replace('_', ' ')
                    + " output with call_id "
                    + id
                    + ".");
          }
        }
        default -> {
          // messages may stand between a call and its output
        }
      }
    }
    if (open.isEmpty()) {
      return null;
    }
    var first = open.entrySet().iterator().next();
    return problem(
        400,
        "No tool output found for "
            + first.getValue().replace('_', ' ')
            + " "
            + first.getKey()
            + ".");
  }

  private static Problem problem(int status, String message) {
    // the code of an item that is missing is null, at every status
    return new Problem(status, Problem.Cause.INVALID, null, INPUT, message);
  }
}
