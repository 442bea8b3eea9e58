package dev.headgate.conversation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The select subset of OpenAPI 3.0 in which Gemini first took schemas (ai.google.dev, "Schema"):
 * types in capitals, {@code nullable}, whole numbers as strings.
 */
public final class OpenApiSchema {
  private static final Set<String> WHOLE_NUMBERS =
      Set.of("maxItems", "minItems", "minProperties", "maxProperties", "minLength", "maxLength");

  private OpenApiSchema() {}

  /** The JSON Schema that says the same. */
  public static String toJsonSchema(String schema) {
    return SchemaText.write(json(SchemaText.read(schema)));
  }

  private static JsonNode json(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    var json = JsonNodeFactory.instance.objectNode();
    for (var field : object.properties()) {
      var name = camel(field.getKey());
      var value = field.getValue();
      switch (name) {
        case "type" -> json.put("type", value.asText().toLowerCase(Locale.ROOT));
        case "nullable" -> {}
        case "example" -> json.putArray("examples").add(value);
        case "format" -> {
          // Beside an enum it says nothing, and other providers do not know it.
          if (!value.asText().equals("enum")) {
            json.set(name, value);
          }
        }
        case "items" -> json.set(name, json(value));
        case "anyOf" -> {
          var options = json.putArray(name);
          value.forEach(option -> options.add(json(option)));
        }
        case "properties" -> {
          var properties = json.putObject(name);
          value.properties().forEach(p -> properties.set(p.getKey(), json(p.getValue())));
        }
        default -> json.set(name, WHOLE_NUMBERS.contains(name) ? number(value) : value);
      }
    }
    if (json.path("type").asText().equals("type_unspecified")) {
      json.remove("type");
    }
    return object.path("nullable").asBoolean() ? nullable(json) : json;
  }

  private static JsonNode number(JsonNode value) {
    if (!value.isTextual()) {
      return value;
    }
    try {
      return JsonNodeFactory.instance.numberNode(Long.parseLong(value.textValue()));
    } catch (NumberFormatException e) {
      return value;
    }
  }

  private static ObjectNode nullable(ObjectNode json) {
    if (json.has("type")) {
      var types = JsonNodeFactory.instance.arrayNode();
      types.add(json.get("type")).add("null");
      json.set("type", types);
      if (json.get("enum") instanceof ArrayNode values) {
        values.addNull();
      }
    } else if (json.get("anyOf") instanceof ArrayNode options) {
      options.addObject().put("type", "null");
    }
    return json;
  }

  /** Protobuf's JSON takes both spellings. */
  private static String camel(String name) {
    return switch (name) {
      case "any_of" -> "anyOf";
      case "property_ordering" -> "propertyOrdering";
      case "max_items" -> "maxItems";
      case "min_items" -> "minItems";
      case "max_length" -> "maxLength";
      case "min_length" -> "minLength";
      case "max_properties" -> "maxProperties";
      case "min_properties" -> "minProperties";
      default -> name;
    };
  }

  /** Names of the subset's fields that mean the same in JSON Schema. */
  static final List<String> SAME =
      List.of(
          "title",
          "description",
          "default",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "propertyOrdering");
}
