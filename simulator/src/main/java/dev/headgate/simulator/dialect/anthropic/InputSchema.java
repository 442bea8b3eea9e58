package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shapes;
import dev.headgate.simulator.shape.Violation;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Anthropic asks of the schemas of tools and of structured answers. */
final class InputSchema {
  private static final Set<String> TYPES =
      Set.of("string", "number", "integer", "boolean", "array", "object", "null");
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
  private static final String NO_SCHEMA =
      "JSON schema is invalid. It must match JSON Schema draft 2020-12"
          + " (https://json-schema.org/draft/2020-12). Learn more about tool use at"
          + " https://docs.claude.com/en/docs/tool-use.";
  private static final Set<String> NUMBERS =
      Set.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf");
  private static final Set<String> STRINGS = Set.of("minLength", "maxLength");

  private InputSchema() {}

  /** A tool's schema. */
  static void check(JsonNode value, Path path, List<Violation> found) {
    if (!value.isObject()) {
      found.add(Shapes.wrong(path, "an object", value));
    } else if (!value.has("type")) {
      found.add(new Violation.Missing(path.field("type")));
    } else if (!value.get("type").asText("").equals("object")) {
      found.add(
          new Violation.NotAllowed(
              path.field("type"), value.get("type").asText(""), List.of("object")));
    } else if (value.has("oneOf") || value.has("anyOf") || value.has("allOf")) {
      found.add(
          new Violation.Rule(
              path, null, "input_schema does not support oneOf, allOf, or anyOf at the top level"));
    } else if (!valid(value)) {
      found.add(new Violation.Rule(path, null, NO_SCHEMA));
    } else {
      for (var property : value.path("properties").properties()) {
        if (!KEY.matcher(property.getKey()).matches()) {
          found.add(
              new Violation.Rule(
                  path.field("properties"),
                  null,
                  "Property keys should match pattern '^[a-zA-Z0-9_.-]{1,64}$'"));
        }
      }
    }
  }

  /** Whether draft 2020-12 takes it, as far as careless translations go wrong. */
  private static boolean valid(JsonNode schema) {
    if (schema.isBoolean()) {
      return true;
    }
    JsonNode type = schema.path("type");
    boolean types = type.isMissingNode() || TYPES.contains(type.asText(""));
    if (type.isArray()) {
      types = true;
      for (JsonNode one : type) {
        types &= TYPES.contains(one.asText(""));
      }
    }
    if (!schema.isObject()
        || !types
        || !absentOr(schema.path("required"), schema.path("required").isArray())
        || !absentOr(schema.path("enum"), schema.path("enum").isArray())
        || !absentOr(schema.path("exclusiveMinimum"), schema.path("exclusiveMinimum").isNumber())
        || !absentOr(schema.path("exclusiveMaximum"), schema.path("exclusiveMaximum").isNumber())) {
      return false;
    }
    for (String one : new String[] {"items", "additionalProperties", "not"}) {
      if (schema.has(one) && !valid(schema.get(one))) {
        return false;
      }
    }
    for (String many : new String[] {"properties", "$defs", "anyOf", "oneOf", "allOf"}) {
      for (JsonNode child : schema.path(many)) {
        if (!valid(child)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean absentOr(JsonNode value, boolean right) {
    return value.isMissingNode() || right;
  }

  /** The schema of a structured answer. */
  static void format(JsonNode value, Path path, List<Violation> found) {
    if (!value.isObject()) {
      found.add(Shapes.wrong(path, "an object", value));
      return;
    }
    String type = value.path("type").asText("");
    JsonNode additional = value.path("additionalProperties");
    if (type.equals("object") && (!additional.isBoolean() || additional.asBoolean())) {
      found.add(
          new Violation.Rule(
              path,
              null,
              "For 'object' type, 'additionalProperties' must be explicitly set to false"));
    }
    for (String keyword : type.equals("string") ? STRINGS : NUMBERS) {
      if (value.has(keyword)) {
        found.add(
            new Violation.Rule(
                path,
                null,
                "For '" + type + "' type, property '" + keyword + "' is not supported"));
      }
    }
    value
        .path("properties")
        .properties()
        .forEach(
            child ->
                format(child.getValue(), path.field("properties").field(child.getKey()), found));
    if (value.path("items").isObject()) {
      format(value.get("items"), path.field("items"), found);
    }
  }
}
