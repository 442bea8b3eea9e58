package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What OpenAI asks of JSON Schemas: little of a function's parameters, much of strict ones
 * (platform.openai.com/docs/guides/structured-outputs, "Supported schemas").
 */
final class SchemaRules {
  private static final List<String> NOT_AT_THE_TOP =
      List.of("oneOf", "anyOf", "allOf", "enum", "not");
  private static final List<String> NEVER_STRICT =
      List.of(
          "oneOf",
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties",
          "propertyNames",
          "unevaluatedProperties",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "uniqueItems",
          "contains",
          "minContains",
          "maxContains");
  private static final int DEEPEST = 10;

  private final List<Violation> found;

  /** Adds what is wrong to this list. */
  SchemaRules(List<Violation> found) {
    this.found = found;
  }

  /** Parameters of a function. */
  void parameters(Path at, String name, JsonNode schema, boolean strict) {
    var owner = new Owner(at, "function '" + name + "'", "invalid_function_parameters");
    if (schema.isObject() && !schema.isEmpty()) {
      root(owner, schema);
      arraysNeedItems(owner, List.of(), schema);
    }
    if (strict) {
      strict(owner, List.of(), schema);
    }
  }

  /**
   * The schema of a structured answer.
   *
   * @param code of the endpoint's error; null where it gives none
   */
  void format(Path at, String name, JsonNode schema, @Nullable String code) {
    var owner = new Owner(at, "response_format '" + name + "'", code);
    root(owner, schema);
    strict(owner, List.of(), schema);
  }

  /** What a schema belongs to, in the words of the error. */
  private record Owner(Path at, String name, @Nullable String code) {}

  private void root(Owner owner, JsonNode schema) {
    if (!schema.path("type").asText("").equals("object")) {
      rule(
          owner,
          "schema must be a JSON Schema of 'type: \"object\"', got 'type: "
              + (schema.has("type") ? schema.get("type") : "None")
              + "'.");
    } else if (NOT_AT_THE_TOP.stream().anyMatch(schema::has)) {
      rule(
          owner,
          "schema must have type 'object' and not have 'oneOf'/'anyOf'/'allOf'/'enum'/'not' at the"
              + " top level.");
    }
  }

  private void arraysNeedItems(Owner owner, List<String> context, JsonNode schema) {
    if (schema.path("type").asText("").equals("array") && !schema.has("items")) {
      rule(owner, context, "array schema missing items.");
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            child ->
                arraysNeedItems(
                    owner, deeper(context, "properties", child.getKey()), child.getValue()));
    if (schema.path("items").isObject()) {
      arraysNeedItems(owner, deeper(context, "items"), schema.get("items"));
    }
  }

  private void strict(Owner owner, List<String> context, JsonNode schema) {
    if (context.stream().filter("properties"::equals).count() > DEEPEST) {
      rule(owner, "nesting exceeds " + DEEPEST + " levels.");
      return;
    }
    for (String keyword : NEVER_STRICT) {
      if (schema.has(keyword)) {
        rule(owner, context, "'" + keyword + "' is not permitted.");
        return;
      }
    }
    if (!schema.has("type")
        && !schema.has("$ref")
        && !schema.has("anyOf")
        && !schema.has("enum")
        && !schema.has("const")) {
      rule(owner, context, "schema must have a 'type' key.");
      return;
    }
    if (object(schema) && !strictObject(owner, context, schema)) {
      return;
    }
    if (schema.path("items").isObject()) {
      strict(owner, deeper(context, "items"), schema.get("items"));
    }
    JsonNode choices = schema.path("anyOf");
    for (int i = 0; i < choices.size(); i++) {
      strict(owner, deeper(context, "anyOf", Integer.toString(i)), choices.get(i));
    }
    for (String definitions : new String[] {"$defs", "definitions"}) {
      for (var definition : schema.path(definitions).properties()) {
        strict(owner, deeper(context, definitions, definition.getKey()), definition.getValue());
      }
    }
  }

  private static boolean object(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (one.asText("").equals("object")) {
          return true;
        }
      }
    }
    return type.asText("").equals("object");
  }

  private boolean strictObject(Owner owner, List<String> context, JsonNode schema) {
    JsonNode additional = schema.path("additionalProperties");
    if (!additional.isBoolean() || additional.asBoolean()) {
      rule(owner, context, "'additionalProperties' is required to be supplied and to be false.");
      return false;
    }
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (var property : schema.path("properties").properties()) {
      if (!required.remove(property.getKey())) {
        rule(
            owner,
            context,
            "'required' is required to be supplied and to be an array including every key in"
                + " properties. Missing '"
                + property.getKey()
                + "'.");
        return false;
      }
      strict(owner, deeper(context, "properties", property.getKey()), property.getValue());
    }
    if (!required.isEmpty()) {
      String extra = required.stream().sorted().findFirst().orElseThrow();
      rule(owner, context, "Extra required key '" + extra + "' supplied.");
      return false;
    }
    return true;
  }

  private static List<String> deeper(List<String> context, String... steps) {
    var deeper = new ArrayList<>(context);
    deeper.addAll(List.of(steps));
    return deeper;
  }

  private void rule(Owner owner, List<String> context, String what) {
    String tuple = context.stream().map(step -> "'" + step + "'").collect(Collectors.joining(", "));
    rule(owner, "In context=(" + tuple + (context.size() == 1 ? "," : "") + "), " + what);
  }

  private void rule(Owner owner, String what) {
    found.add(
        new Violation.Rule(owner.at, owner.code, "Invalid schema for " + owner.name + ": " + what));
  }
}
