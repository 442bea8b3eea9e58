package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/** Types, bounds, patterns and required fields of one kind, by a JSON Schema library. */
final class SchemaCheck {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonSchema schema;

  /** For an {@code openAPIV3Schema} as it stands in a CRD. */
  SchemaCheck(JsonNode openApi) {
    var config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_PATH)
            .formatAssertionsEnabled(true)
            .build();
    schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(jsonSchema(openApi), config);
  }

  /** What does not fit, in no particular order. */
  List<Violation> check(JsonNode object) {
    return schema.validate(object).stream().map(SchemaCheck::violation).distinct().toList();
  }

  private static Violation violation(ValidationMessage message) {
    var path = path(message.getInstanceLocation().toString());
    return message.getType().equals("required")
        ? new Violation(Paths.child(path, message.getProperty()), "Required value")
        : new Violation(path, message(message.getMessage()));
  }

  private static String path(String jsonPath) {
    var path = jsonPath.startsWith("$") ? jsonPath.substring(1) : jsonPath;
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static String message(String message) {
    var colon = message.indexOf(": ");
    return message.startsWith("$") && colon > 0 ? message.substring(colon + 2) : message;
  }

  /** OpenAPI 3.0 as Kubernetes uses it, said in JSON Schema's words. */
  private static JsonNode jsonSchema(JsonNode openApi) {
    if (openApi instanceof ArrayNode array) {
      var copy = JSON.arrayNode();
      array.forEach(element -> copy.add(jsonSchema(element)));
      return copy;
    }
    if (!(openApi instanceof ObjectNode object)) {
      return openApi;
    }
    var copy = JSON.objectNode();
    for (var entry : object.properties()) {
      switch (entry.getKey()) {
        case "format" -> {
          // of the others (int32, int64, …) the type and the bounds say as much
          if (entry.getValue().asText().equals("date-time")) {
            copy.set("format", entry.getValue());
          }
        }
        case "description", "example", "default", "nullable" -> {
          // says nothing about validity, or is said below
        }
        case "properties" -> copy.set("properties", properties(entry.getValue()));
        case "enum" -> copy.set("enum", entry.getValue());
        default -> {
          if (!entry.getKey().startsWith("x-kubernetes-")) {
            copy.set(entry.getKey(), jsonSchema(entry.getValue()));
          }
        }
      }
    }
    if (object.path("x-kubernetes-int-or-string").asBoolean()) {
      copy.remove("anyOf");
      copy.set("type", JSON.arrayNode().add("integer").add("string"));
    } else if (object.path("nullable").asBoolean() && copy.has("type")) {
      copy.set("type", JSON.arrayNode().add(copy.get("type")).add("null"));
    }
    return copy;
  }

  private static JsonNode properties(JsonNode properties) {
    var copy = JSON.objectNode();
    properties.properties().forEach(p -> copy.set(p.getKey(), jsonSchema(p.getValue())));
    return copy;
  }
}
