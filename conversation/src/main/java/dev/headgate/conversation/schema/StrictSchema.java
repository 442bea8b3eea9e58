package dev.headgate.conversation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schemas that a provider enforces while it writes. OpenAI wants every property required and no
 * others allowed; Anthropic wants no others allowed; neither knows all of JSON Schema.
 */
public final class StrictSchema {
  /**
   * Constraints that Anthropic refuses in an enforced schema (structured outputs, "limitations").
   */
  private static final List<String> UNENFORCED =
      List.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "patternProperties",
          "if",
          "then",
          "else",
          "not");

  /**
   * What OpenAI does not know in an enforced schema and what is lost without it is only a
   * constraint (structured outputs, "supported schemas"): it answers such words with 400.
   */
  private static final List<String> NO_CONSTRAINTS =
      List.of(
          "minLength",
          "maxLength",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "contains",
          "minContains",
          "maxContains",
          "propertyNames",
          "unevaluatedProperties",
          "unevaluatedItems");

  /** What OpenAI does not know in an enforced schema and what means another one if left out. */
  private static final List<String> NO_STRUCTURE =
      List.of(
          "oneOf",
          "allOf",
          "not",
          "if",
          "then",
          "else",
          "patternProperties",
          "dependentRequired",
          "dependentSchemas");

  /** Why a schema that OpenAI does not enforce is asked for without force. */
  public static final String NOT_ENFORCED =
      "only closed schemas whose properties are all required are enforced here, without oneOf,"
          + " allOf, not and conditions";

  private StrictSchema() {}

  /**
   * A schema that OpenAI enforces: constraints that it refuses are left out and told.
   *
   * @return null when it does not enforce such a one
   */
  public static @Nullable String forOpenAi(String schema, Path at, Losses losses) {
    var root = SchemaText.read(schema);
    if (!closed(root)) {
      return null;
    }
    return unconstrain(root, at, losses) ? SchemaText.write(root) : schema;
  }

  private static boolean unconstrain(JsonNode schema, Path at, Losses losses) {
    boolean changed = false;
    if (schema instanceof ObjectNode object) {
      for (var constraint : NO_CONSTRAINTS) {
        if (object.has(constraint)) {
          losses.degrading(at.field(constraint), Loss.Action.WEAKENED, "this is not enforced here");
          object.remove(constraint);
          changed = true;
        }
      }
      if (object.has("default")) {
        losses.cosmetic(at.field("default"), Loss.Action.DROPPED, "every property is written here");
        object.remove("default");
        changed = true;
      }
    }
    for (var child : children(schema)) {
      changed |= unconstrain(child, at, losses);
    }
    return changed;
  }

  private static boolean closed(JsonNode schema) {
    if (NO_STRUCTURE.stream().anyMatch(schema::has)) {
      return false;
    }
    if (isObject(schema)) {
      if (!schema.path("additionalProperties").isBoolean()
          || schema.path("additionalProperties").asBoolean()) {
        return false;
      }
      var required = new HashSet<String>();
      schema.path("required").forEach(name -> required.add(name.asText()));
      for (var property : schema.path("properties").properties()) {
        if (!required.contains(property.getKey())) {
          return false;
        }
      }
    }
    for (var child : children(schema)) {
      if (!closed(child)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A schema that Anthropic enforces: objects are closed, and constraints that it refuses are left
   * out and told.
   */
  public static String forAnthropic(String schema, Path at, Losses losses) {
    var root = SchemaText.read(schema);
    return close(root, at, losses) ? SchemaText.write(root) : schema;
  }

  private static boolean close(JsonNode schema, Path at, Losses losses) {
    boolean changed = false;
    if (schema instanceof ObjectNode object) {
      if (isObject(object)) {
        var additional = object.path("additionalProperties");
        if (!additional.isBoolean() || additional.asBoolean()) {
          var place = at.field("additionalProperties");
          var why = "an enforced object has no other properties here";
          if (additional.isMissingNode()) {
            losses.cosmetic(place, Loss.Action.ADDED, why);
          } else {
            losses.degrading(place, Loss.Action.REPLACED, why);
          }
          object.put("additionalProperties", false);
          changed = true;
        }
      }
      for (var constraint : UNENFORCED) {
        if (object.has(constraint)) {
          losses.degrading(at.field(constraint), Loss.Action.WEAKENED, "this is not enforced here");
          object.remove(constraint);
          changed = true;
        }
      }
    }
    for (var child : children(schema)) {
      changed |= close(child, at, losses);
    }
    return changed;
  }

  private static boolean isObject(JsonNode schema) {
    var type = schema.path("type");
    return type.asText("").equals("object")
        || (type.isMissingNode() && schema.path("properties").isObject());
  }

  private static List<JsonNode> children(JsonNode schema) {
    var children = new ArrayList<JsonNode>();
    for (var map : List.of("properties", "$defs", "definitions")) {
      schema.path(map).forEach(children::add);
    }
    for (var list : List.of("anyOf", "allOf", "oneOf", "prefixItems")) {
      schema.path(list).forEach(children::add);
    }
    if (schema.path("items").isObject()) {
      children.add(schema.get("items"));
    }
    return children;
  }
}
