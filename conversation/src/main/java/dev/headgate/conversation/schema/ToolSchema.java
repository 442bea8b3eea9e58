package dev.headgate.conversation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of tools' arguments for providers that want an object at the root, as OpenAI and
 * Anthropic do. A schema that fits stays the text that it was.
 */
public final class ToolSchema {
  private static final String NONE = "{\"type\":\"object\",\"properties\":{}}";
  private static final List<String> COMBINATORS =
      List.of("anyOf", "oneOf", "allOf", "not", "enum", "const");

  private ToolSchema() {}

  /**
   * A schema with an object at its root.
   *
   * @param schema null for a tool without arguments
   * @param at the schema's or the tool's place
   * @param complete whether the provider refuses objects without properties, and arrays that do not
   *     say of what
   */
  public static String rooted(@Nullable String schema, boolean complete, Path at, Losses losses) {
    if (schema == null) {
      return NONE;
    }
    var root = SchemaText.read(schema);
    boolean changed = object(root, at, losses);
    if (complete) {
      changed |= properties(root, at, losses);
      changed |= items(root, at, losses);
    }
    return changed ? SchemaText.write(root) : schema;
  }

  private static boolean object(ObjectNode root, Path at, Losses losses) {
    boolean changed = false;
    if (!root.path("type").asText("").equals("object")) {
      if (root.hasNonNull("type") && !objectAmong(root.get("type"))) {
        losses.semantic(at, Loss.Action.WEAKENED, "arguments are always an object here");
      } else {
        losses.cosmetic(at, Loss.Action.ADDED, "arguments are always an object here");
      }
      root.put("type", "object");
      changed = true;
    }
    for (var combinator : COMBINATORS) {
      if (root.has(combinator)) {
        losses.semantic(
            at.field(combinator), Loss.Action.WEAKENED, "not at the root of arguments here");
        root.remove(combinator);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean properties(ObjectNode root, Path at, Losses losses) {
    if (root.path("properties").isObject()) {
      return false;
    }
    root.putObject("properties");
    losses.cosmetic(at, Loss.Action.ADDED, "arguments must say that there are none here");
    return true;
  }

  private static boolean objectAmong(JsonNode type) {
    for (var one : type) {
      if (one.asText("").equals("object")) {
        return true;
      }
    }
    return false;
  }

  private static boolean items(JsonNode schema, Path at, Losses losses) {
    boolean changed = false;
    if (schema instanceof ObjectNode object
        && object.path("type").asText("").equals("array")
        && !object.has("items")) {
      object.putObject("items");
      losses.cosmetic(at, Loss.Action.ADDED, "arrays must say of what here");
      changed = true;
    }
    for (var property : schema.path("properties").properties()) {
      changed |=
          items(property.getValue(), at.field("properties").field(property.getKey()), losses);
    }
    if (schema.path("items").isObject()) {
      changed |= items(schema.get("items"), at.field("items"), losses);
    }
    return changed;
  }
}
