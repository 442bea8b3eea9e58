package dev.headgate.conversation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import java.util.List;

/**
 * Constraints of JSON Schema that Gemini takes and does not enforce (ai.google.dev, "Structured
 * outputs": unsupported properties are ignored).
 */
public final class IgnoredWords {
  private static final List<String> IGNORED =
      List.of(
          "const",
          "pattern",
          "minLength",
          "maxLength",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "uniqueItems",
          "contains",
          "minProperties",
          "maxProperties",
          "patternProperties",
          "propertyNames",
          "dependentRequired",
          "allOf",
          "not",
          "if",
          "then",
          "else");

  private IgnoredWords() {}

  /** Tells each of them that a schema has. */
  public static void tell(String schema, Path at, Losses losses) {
    tell(SchemaText.read(schema), at, losses);
  }

  private static void tell(JsonNode schema, Path at, Losses losses) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    for (var word : IGNORED) {
      if (object.has(word)) {
        losses.degrading(at.field(word), Loss.Action.WEAKENED, "this is not enforced here");
      }
    }
    for (var map : List.of("properties", "$defs", "definitions")) {
      for (var child : object.path(map).properties()) {
        tell(child.getValue(), at.field(map).field(child.getKey()), losses);
      }
    }
    for (var list : List.of("anyOf", "oneOf", "allOf", "prefixItems")) {
      int i = 0;
      for (var child : object.path(list)) {
        tell(child, at.field(list).item(i++), losses);
      }
    }
    tell(object.path("items"), at.field("items"), losses);
  }
}
