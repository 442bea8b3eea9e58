package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;

/** Reads fields of protobuf's JSON, which may be written in camelCase or in snake_case. */
final class Proto {
  private Proto() {}

  /** The field under either name; a missing node without one. */
  static JsonNode get(JsonNode message, String camel) {
    JsonNode value = message.get(camel);
    if (value == null) {
      value = message.get(snake(camel));
    }
    return value == null ? MissingNode.getInstance() : value;
  }

  /** The same name as Google's errors write it. */
  static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
