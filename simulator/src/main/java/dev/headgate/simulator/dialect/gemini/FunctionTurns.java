package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.List;

/** Calls, their responses and the turns that they stand in. */
final class FunctionTurns {
  private final JsonNode contents;

  /** What Google says of it, and Vertex also of anything beside a function's response. */
  static final String MODEL_LAST = "Requests ending with a model turn are not supported.";

  private final List<Violation> found;

  /** Adds what is wrong to this list. */
  FunctionTurns(JsonNode contents, List<Violation> found) {
    this.contents = contents;
    this.found = found;
  }

  /** Every turn of calls has its turn of responses, of the same number, names and order. */
  void check() {
    for (int i = 0; i < contents.size(); i++) {
      int calls = count(i, "functionCall");
      int responses = count(i, "functionResponse");
      if (calls > 0 && model(i)) {
        if (i == 0 || model(i - 1)) {
          rule(
              "Please ensure that function call turn comes immediately after a user turn or after a"
                  + " function response turn.");
        }
        if (i + 1 < contents.size()) {
          answered(i, calls);
        } else {
          unequal();
        }
      }
      if (responses > 0 && (i == 0 || count(i - 1, "functionCall") == 0)) {
        rule(
            "Please ensure that function response turn comes immediately after a function call"
                + " turn.");
      }
    }
  }

  private void answered(int turn, int calls) {
    JsonNode responses = contents.get(turn + 1).path("parts");
    if (count(turn + 1, "functionResponse") != calls) {
      unequal();
      return;
    }
    var open = new ArrayList<JsonNode>();
    for (JsonNode part : contents.get(turn).path("parts")) {
      JsonNode call = Proto.get(part, "functionCall");
      if (call.isObject()) {
        open.add(call);
      }
    }
    for (JsonNode part : responses) {
      JsonNode response = Proto.get(part, "functionResponse");
      if (response.isMissingNode()) {
        continue;
      }
      String id = response.path("id").asText("");
      // without ids it is the order that says which call a response belongs to
      JsonNode call =
          open.stream()
              .filter(asked -> !id.isEmpty() && asked.path("id").asText("").equals(id))
              .findFirst()
              .orElse(open.getFirst());
      open.remove(call);
      if (!call.path("name").asText("").equals(response.path("name").asText(""))) {
        rule(
            "Please ensure that function response parts match the function call parts of the"
                + " function call turn: expected a response of `"
                + call.path("name").asText("")
                + "`, got one of `"
                + response.path("name").asText("")
                + "`.");
      }
    }
  }

  private void unequal() {
    rule(
        "Please ensure that the number of function response parts is equal to the number of"
            + " function call parts of the function call turn.");
  }

  private boolean model(int content) {
    return contents.get(content).path("role").asText("user").equals("model");
  }

  /** The user has the last turn. Neither need turns alternate nor are there rules for the rest. */
  void end() {
    if (contents.size() > 1 && model(contents.size() - 1)) {
      rule(MODEL_LAST);
    }
  }

  private int count(int content, String data) {
    return count(contents.get(content), data);
  }

  /** How many parts of a content hold this. */
  static int count(JsonNode content, String data) {
    int parts = 0;
    for (JsonNode part : content.path("parts")) {
      parts += Proto.get(part, data).isMissingNode() ? 0 : 1;
    }
    return parts;
  }

  private void rule(String message) {
    found.add(new Violation.Rule(Path.ROOT, null, message));
  }
}
