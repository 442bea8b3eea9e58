package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/** Reads fields of protobuf's JSON, which may be written in camelCase or in snake_case. */
final class Proto {
  private static final Set<String> THEIRS =
      Set.of("args", "response", "parametersJsonSchema", "responseJsonSchema");

  private Proto() {}

  /** The field under either name; a missing node without one. */
  static JsonNode get(JsonNode message, String camel) {
    JsonNode value = message.get(camel);
    if (value == null) {
      value = message.get(snake(camel));
    }
    return value == null ? MissingNode.getInstance() : value;
  }

  /**
   * The same request as it would be written by Google itself: nulls are nothing to protobuf's JSON,
   * and one message stands for a list of one.
   */
  static JsonNode plain(JsonNode request) {
    if (!request.isObject()) {
      return request;
    }
    var plain = (ObjectNode) request.deepCopy();
    withoutNulls(plain);
    for (var content : list(plain, "contents")) {
      list(content, "parts");
    }
    for (var tool : list(plain, "tools")) {
      list(tool, "functionDeclarations");
    }
    list(plain, "safetySettings");
    return plain;
  }

  /** What a caller's own objects hold stays as it is. */
  private static void withoutNulls(JsonNode value) {
    if (value instanceof ObjectNode object) {
      var nulls = new ArrayList<String>();
      for (var field : object.properties()) {
        if (field.getValue().isNull()) {
          nulls.add(field.getKey());
        } else if (!THEIRS.contains(field.getKey())) {
          withoutNulls(field.getValue());
        }
      }
      object.remove(nulls);
    } else {
      value.forEach(Proto::withoutNulls);
    }
  }

  private static JsonNode list(JsonNode message, String camel) {
    JsonNode value = get(message, camel);
    if (!value.isObject() || !(message instanceof ObjectNode object)) {
      return value;
    }
    return object.putArray(object.has(camel) ? camel : snake(camel)).add(value);
  }

  /** The same name as Google's errors write it. */
  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
