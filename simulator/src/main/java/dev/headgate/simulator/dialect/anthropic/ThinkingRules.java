package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.List;

/**
 * What goes with thinking: its blocks come back as they were, the running tool turn starts with
 * one, and sampling and forced tools do not go with it.
 */
final class ThinkingRules {
  /** The realm of signatures. */
  static final String REALM = "anthropic";

  /** The realm of what stands in for redacted thinking. */
  static final String REDACTED = "anthropic redacted";

  private static final double LEAST_TOP_P = 0.95;
  private static final String GUIDE =
      " Please consult our documentation at"
          + " https://docs.claude.com/en/docs/build-with-claude/extended-thinking";

  private final JsonNode body;
  private final JsonNode messages;
  private final boolean thinking;
  private final List<Violation> found;

  /** Adds what is wrong to this list. */
  ThinkingRules(JsonNode body, List<Violation> found) {
    this.body = body;
    this.messages = body.get("messages");
    this.thinking = body.path("thinking").path("type").asText("").equals("enabled");
    this.found = found;
  }

  void check() {
    int latest = latestAssistant();
    for (int i = 0; i < messages.size(); i++) {
      JsonNode content = messages.get(i).get("content");
      int thoughts = 0;
      for (int j = 0; j < content.size(); j++) {
        JsonNode block = content.get(j);
        if (block.get("type").asText().endsWith("thinking")) {
          Path at = Path.ROOT.field("messages").item(i).field("content").item(j);
          thought(at, block, i == latest ? thoughts++ : -1);
        }
      }
    }
    if (!thinking) {
      return;
    }
    if (body.path("max_tokens").asInt(Integer.MAX_VALUE)
        <= body.get("thinking").get("budget_tokens").asInt()) {
      rule(
          "`max_tokens` must be greater than `thinking.budget_tokens`."
              + GUIDE
              + "#max-tokens-and-context-window-size");
    }
    if (body.path("temperature").asDouble(1) != 1) {
      rule(
          "`temperature` may only be set to 1 when thinking is enabled."
              + GUIDE
              + "#important-considerations-when-using-extended-thinking");
    }
    if (body.path("top_p").asDouble(1) < LEAST_TOP_P) {
      rule(
          "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled."
              + GUIDE
              + "#important-considerations-when-using-extended-thinking");
    }
    if (body.has("top_k")) {
      rule("`top_k` must be unset when thinking is enabled.");
    }
    String choice = body.path("tool_choice").path("type").asText("");
    if (choice.equals("any") || choice.equals("tool")) {
      rule("Thinking may not be enabled when tool_choice forces tool use.");
    }
    runningToolTurn();
  }

  /**
   * One block of thinking.
   *
   * @param position that it must have in the latest answer; -1 for any, in older ones
   */
  private void thought(Path at, JsonNode block, int position) {
    boolean redacted = block.has("data");
    Signature signature =
        redacted
            ? Signature.read(REDACTED, block.get("data").asText())
            : Signature.read(REALM, block.get("signature").asText());
    if (signature == null) {
      rule(
          at,
          redacted
              ? "Invalid `data` in `redacted_thinking` block"
              : "Invalid `signature` in `thinking` block");
      return;
    }
    boolean changed = !redacted && !signature.fits(block.get("thinking").asText());
    if (position >= 0 && (changed || signature.position() != position)) {
      rule(
          at,
          "`thinking` or `redacted_thinking` blocks in the latest assistant message cannot be"
              + " modified. These blocks must remain as they were in the original response.");
    } else if (changed) {
      rule(at, "Invalid `signature` in `thinking` block");
    }
  }

  private int latestAssistant() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).get("role").asText().equals("assistant")) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the answer is to show its thinking. */
  static boolean thinks(JsonNode body) {
    String type = body.path("thinking").path("type").asText("");
    return type.equals("enabled") || type.equals("adaptive");
  }

  private void runningToolTurn() {
    int last = messages.size() - 1;
    if (messages.get(last).get("role").asText().equals("assistant")) {
      startsWithThinking(last);
      return;
    }
    if (last < 1 || !startsWith(messages.get(last), "tool_result")) {
      return;
    }
    int first = last - 1;
    while (first >= 2
        && startsWith(messages.get(first - 1), "tool_result")
        && messages.get(first - 2).get("role").asText().equals("assistant")) {
      first -= 2;
    }
    startsWithThinking(first);
  }

  private void startsWithThinking(int message) {
    JsonNode opening = messages.get(message).get("content").path(0).path("type");
    if (!opening.asText("").endsWith("thinking")) {
      rule(
          Path.ROOT.field("messages").item(message).field("content").item(0).field("type"),
          "Expected `thinking` or `redacted_thinking`, but found `"
              + opening.asText("text")
              + "`. When `thinking` is enabled, a final `assistant` message must start with a"
              + " thinking block (preceeding the lastmost set of `tool_use` and `tool_result`"
              + " blocks). We recommend you include thinking blocks from previous turns. To avoid"
              + " this requirement, disable `thinking`."
              + GUIDE);
    }
  }

  private static boolean startsWith(JsonNode message, String type) {
    return message.get("content").path(0).path("type").asText("").equals(type);
  }

  private void rule(String message) {
    rule(Path.ROOT, message);
  }

  private void rule(Path at, String message) {
    found.add(new Violation.Rule(at, null, message));
  }
}
