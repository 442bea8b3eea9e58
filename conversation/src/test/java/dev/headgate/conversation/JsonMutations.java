package dev.headgate.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Valid JSON that is nearly right: values of golden files in places of other values. */
final class JsonMutations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<JsonNode> ODD =
      List.of(
          text("null"),
          text("\"\""),
          text("0"),
          text("-1"),
          text("1e308"),
          text("[]"),
          text("{}"),
          text("true"),
          text("\"\\ud800\""),
          text("\" \""),
          text("99999999999999999999"),
          text("\"call_bern\""),
          text("\"tool_result\""),
          text("\"tool\""),
          text("\"assistant\""),
          text("[{\"type\":\"text\",\"text\":\"\"}]"));

  private JsonMutations() {}

  private static JsonNode text(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The seed with as many changes as there are numbers. */
  static byte[] mutate(byte[] seed, List<Integer> numbers) {
    JsonNode root;
    try {
      root = JSON.readTree(seed);
    } catch (IOException e) {
      return seed;
    }
    for (int number : numbers) {
      var containers = new ArrayList<JsonNode>();
      containers(root, containers);
      if (containers.isEmpty()) {
        break;
      }
      change(containers, number);
    }
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void containers(JsonNode node, List<JsonNode> found) {
    if (node.isContainerNode() && !node.isEmpty()) {
      found.add(node);
      node.forEach(child -> containers(child, found));
    }
  }

  private static void change(List<JsonNode> containers, int number) {
    var container = containers.get(number % containers.size());
    int rest = number / containers.size();
    int child = rest % container.size();
    int how = rest / container.size() % 4;
    var donor = containers.get(rest % containers.size());
    var other =
        how == 0
            ? ODD.get(rest % ODD.size())
            : donor.path(0).isMissingNode() ? donor : donor.path(0);
    switch (container) {
      case ObjectNode object -> {
        var name = new ArrayList<>(object.properties()).get(child).getKey();
        if (how == 3) {
          object.remove(name);
        } else {
          object.set(name, other.deepCopy());
        }
      }
      case ArrayNode array -> {
        if (how == 3) {
          array.remove(child);
        } else if (how == 2) {
          array.insert(child, array.get(array.size() - 1).deepCopy());
        } else {
          array.set(child, other.deepCopy());
        }
      }
      default -> {}
    }
  }
}
