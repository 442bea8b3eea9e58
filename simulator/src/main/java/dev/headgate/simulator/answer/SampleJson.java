package dev.headgate.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The smallest value that a JSON Schema allows, always the same one. */
public final class SampleJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 20;

  private SampleJson() {}

  /** A value that follows this schema; an empty object when the schema says nothing. */
  public static JsonNode of(JsonNode schema) {
    return of(schema, schema, 0);
  }

  private static JsonNode of(JsonNode schema, JsonNode root, int depth) {
    if (depth > DEEPEST) {
      return JSON.nullNode();
    }
    if (schema.hasNonNull("$ref")) {
      String pointer = schema.get("$ref").asText();
      return of(
          pointer.startsWith("#") ? root.at(pointer.substring(1)) : JSON.objectNode(),
          root,
          depth + 1);
    }
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.path("enum").isArray() && !schema.get("enum").isEmpty()) {
      return schema.get("enum").get(0);
    }
    for (String choice : new String[] {"anyOf", "oneOf", "allOf"}) {
      if (schema.path(choice).isArray() && !schema.get(choice).isEmpty()) {
        return of(schema.get(choice).get(0), root, depth + 1);
      }
    }
    return switch (type(schema)) {
      case "string" -> JSON.textNode("x".repeat(Math.max(1, schema.path("minLength").asInt(1))));
      case "integer" -> JSON.numberNode((long) Math.ceil(schema.path("minimum").asDouble(1)));
      case "number" -> JSON.numberNode(schema.path("minimum").asDouble(1.5));
      case "boolean" -> JSON.booleanNode(true);
      case "null" -> JSON.nullNode();
      case "array" -> array(schema, root, depth);
      default -> object(schema, root, depth);
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    String name = type.isArray() ? type.path(0).asText("object") : type.asText("object");
    return name.toLowerCase(java.util.Locale.ROOT);
  }

  private static ArrayNode array(JsonNode schema, JsonNode root, int depth) {
    ArrayNode array = JSON.arrayNode();
    int size = Math.max(1, schema.path("minItems").asInt(1));
    for (int i = 0; i < size; i++) {
      array.add(of(schema.path("items"), root, depth + 1));
    }
    return array;
  }

  private static ObjectNode object(JsonNode schema, JsonNode root, int depth) {
    ObjectNode object = JSON.objectNode();
    for (JsonNode name : schema.path("required")) {
      object.set(name.asText(), of(schema.path("properties").path(name.asText()), root, depth + 1));
    }
    return object;
  }
}
