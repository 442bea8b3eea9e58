package dev.headgate.dataplane.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What one JSON says and another does not. Orders of fields, nulls, numbers' spellings and the two
 * ways of saying a text (bare, or as the only block of a list) do not count.
 */
final class JsonDiff {
  private static final Set<String> TEXTS = Set.of("content", "system", "instructions", "output");

  private final List<String> differences = new ArrayList<>();

  private JsonDiff() {}

  /** One line for each difference: what is gone, new, or changed, and where. */
  static List<String> of(JsonNode before, JsonNode after) {
    var diff = new JsonDiff();
    diff.compare("", "", before, after);
    return diff.differences;
  }

  private void compare(String at, String field, JsonNode before, JsonNode after) {
    if (TEXTS.contains(field) && before.getNodeType() != after.getNodeType()) {
      compare(at, "", blocks(before), blocks(after));
    } else if (before.isObject() && after.isObject()) {
      objects(at, before, after);
    } else if (before.isArray() && after.isArray()) {
      arrays(at, before, after);
    } else if (!same(before, after)) {
      differences.add("changed " + at);
    }
  }

  private void objects(String at, JsonNode before, JsonNode after) {
    for (var entry : before.properties()) {
      var name = entry.getKey();
      if (after.hasNonNull(name) && !entry.getValue().isNull()) {
        compare(at + "." + name, name, entry.getValue(), after.get(name));
      } else if (!empty(entry.getValue())) {
        differences.add("gone " + at + "." + name);
      }
    }
    for (var entry : after.properties()) {
      if (!before.hasNonNull(entry.getKey()) && !empty(entry.getValue())) {
        differences.add("new " + at + "." + entry.getKey());
      }
    }
  }

  private void arrays(String at, JsonNode before, JsonNode after) {
    if (before.size() != after.size()) {
      differences.add("changed " + at + " from " + before.size() + " to " + after.size());
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      compare(at + "[" + i + "]", "", before.get(i), after.get(i));
    }
  }

  private static boolean same(JsonNode before, JsonNode after) {
    boolean numbers = before.isNumber() && after.isNumber();
    return numbers ? before.doubleValue() == after.doubleValue() : before.equals(after);
  }

  private static boolean empty(JsonNode value) {
    return value.isNull() || (value.isContainerNode() && value.isEmpty());
  }

  private static JsonNode blocks(JsonNode content) {
    if (!content.isTextual()) {
      return content;
    }
    var list = JsonNodeFactory.instance.arrayNode();
    list.addObject().put("type", "text").put("text", content.asText());
    return list;
  }
}
