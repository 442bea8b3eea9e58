package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every call has its one result in the very next turn of the user, and every result its call. */
final class ToolPairing {
  private final JsonNode messages;
  private final List<Violation> found;

  /** Adds what is wrong to this list. */
  ToolPairing(JsonNode messages, List<Violation> found) {
    this.messages = messages;
    this.found = found;
  }

  void check() {
    Set<String> before = Set.of();
    var all = new HashSet<String>();
    for (int i = 0; i < messages.size(); i++) {
      JsonNode content = messages.get(i).get("content");
      Path at = Path.ROOT.field("messages").item(i);
      var answered = new HashSet<String>();
      boolean leading = true;
      for (int j = 0; j < content.size(); j++) {
        JsonNode block = content.get(j);
        boolean result = block.get("type").asText().equals("tool_result");
        if (result) {
          result(at.field("content").item(j), block.get("tool_use_id").asText(), before, answered);
          if (leading) {
            answered.add(block.get("tool_use_id").asText());
          }
        } else {
          leading = false;
        }
      }
      unanswered(Path.ROOT.field("messages").item(i - 1), before, answered);
      before = new LinkedHashSet<>();
      for (JsonNode block : content) {
        if (block.get("type").asText().equals("tool_use")) {
          String id = block.get("id").asText();
          before.add(id);
          if (!all.add(id)) {
            rule(Path.ROOT.field("messages"), "`tool_use` ids must be unique");
          }
        }
      }
    }
    unanswered(Path.ROOT.field("messages").item(messages.size() - 1), before, Set.of());
  }

  private void result(Path at, String id, Set<String> before, Set<String> answered) {
    if (!before.contains(id)) {
      rule(
          at,
          "unexpected `tool_use_id` found in `tool_result` blocks: "
              + id
              + ". Each `tool_result` block must have a corresponding `tool_use` block in the"
              + " previous message.");
    } else if (answered.contains(id)) {
      rule(
          at,
          "each tool_use must have a single result. Found multiple `tool_result` blocks with id: "
              + id);
    }
  }

  private void unanswered(Path asked, Set<String> calls, Set<String> answered) {
    var open = new LinkedHashSet<>(calls);
    open.removeAll(answered);
    if (!open.isEmpty()) {
      rule(
          asked,
          "`tool_use` ids were found without `tool_result` blocks immediately after: "
              + String.join(", ", open)
              + ". Each `tool_use` block must have a corresponding `tool_result` block in the next"
              + " message.");
    }
  }

  private void rule(Path at, String message) {
    found.add(new Violation.Rule(at, null, message));
  }
}
