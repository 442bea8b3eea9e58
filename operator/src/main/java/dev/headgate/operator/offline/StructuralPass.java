package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What an API server does with an object before it looks at types: nulls that nobody allowed are
 * dropped, defaults are filled in, unknown fields and doubled list-map keys are refused. JSON
 * Schema knows none of these.
 */
final class StructuralPass {
  private final List<Violation> violations = new ArrayList<>();

  private StructuralPass() {}

  /** Changes the object as said and returns what is refused. */
  static List<Violation> apply(JsonNode schema, ObjectNode object) {
    var pass = new StructuralPass();
    pass.object(schema, object, "");
    return pass.violations;
  }

  private void value(JsonNode schema, JsonNode value, String path) {
    if (value instanceof ObjectNode object) {
      object(schema, object, path);
    } else if (value instanceof ArrayNode array) {
      array(schema, array, path);
    }
  }

  private void object(JsonNode schema, ObjectNode object, String path) {
    var properties = schema.path("properties");
    var extra = schema.path("additionalProperties");
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return;
    }
    if (properties.isObject()) {
      dropNulls(properties, object);
      fillDefaults(properties, object);
    }
    for (var entry : object.properties()) {
      var at = Paths.child(path, entry.getKey());
      if (properties.has(entry.getKey())) {
        value(properties.get(entry.getKey()), entry.getValue(), at);
      } else if (extra.isObject()) {
        value(extra, entry.getValue(), at);
      } else if (properties.isObject() && !isTop(path, entry.getKey())) {
        violations.add(new Violation(at, "unknown field \"" + at + "\""));
      }
    }
  }

  /** What every object has, whether or not its schema says so. */
  private static boolean isTop(String path, String key) {
    return path.isEmpty()
        && (key.equals("apiVersion") || key.equals("kind") || key.equals("metadata"));
  }

  private static void dropNulls(JsonNode properties, ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    for (var name : names) {
      if (object.path(name).isNull() && !properties.path(name).path("nullable").asBoolean()) {
        object.remove(name);
      }
    }
  }

  private static void fillDefaults(JsonNode properties, ObjectNode object) {
    for (var property : properties.properties()) {
      var byDefault = property.getValue().get("default");
      if (byDefault != null && !object.has(property.getKey())) {
        object.set(property.getKey(), byDefault.deepCopy());
      }
    }
  }

  private void array(JsonNode schema, ArrayNode array, String path) {
    var items = schema.path("items");
    for (var i = 0; i < array.size(); i++) {
      value(items, array.get(i), Paths.element(path, i));
    }
    var type = schema.path("x-kubernetes-list-type").asText();
    if (type.equals("map")) {
      uniqueKeys(schema.path("x-kubernetes-list-map-keys"), array, path);
    } else if (type.equals("set")) {
      var seen = new HashSet<JsonNode>();
      for (var i = 0; i < array.size(); i++) {
        if (!seen.add(array.get(i))) {
          violations.add(duplicate(Paths.element(path, i), array.get(i).toString()));
        }
      }
    }
  }

  private void uniqueKeys(JsonNode keys, ArrayNode array, String path) {
    var seen = new HashSet<List<String>>();
    for (var i = 0; i < array.size(); i++) {
      var element = array.get(i);
      var key = new ArrayList<String>();
      keys.forEach(k -> key.add(k.asText() + ": " + element.path(k.asText()).asText()));
      if (!seen.add(key)) {
        violations.add(duplicate(Paths.element(path, i), String.join(", ", key)));
      }
    }
  }

  private static Violation duplicate(String path, String what) {
    return new Violation(path, "Duplicate value: " + what);
  }
}
