package dev.headgate.conversation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** From JSON Schema to the subset of {@link OpenApiSchema}; whatever gets weaker is told. */
public final class OpenApiSubset {
  /** Words that say nothing of what is valid. */
  private static final Set<String> ANNOTATIONS =
      Set.of(
          "$schema",
          "$id",
          "$anchor",
          "$comment",
          "$defs",
          "definitions",
          "examples",
          "readOnly",
          "writeOnly",
          "deprecated");

  /** Words that are read below. */
  private static final Set<String> READ =
      Set.of(
          "type",
          "nullable",
          "enum",
          "const",
          "format",
          "items",
          "properties",
          "required",
          "anyOf",
          "oneOf",
          "allOf",
          "$ref",
          "example",
          "additionalProperties");

  /** References that are followed can multiply; more schemas than this are none that help. */
  private static final int MAX_SCHEMAS = 5_000;

  private final ObjectNode root;
  private final Losses losses;
  private final OpenApiType types;
  private int count;
  private final Deque<String> following = new ArrayDeque<>();

  private OpenApiSubset(ObjectNode root, Losses losses) {
    this.root = root;
    this.losses = losses;
    this.types = new OpenApiType(losses);
  }

  /**
   * The subset's schema.
   *
   * @param schema JSON Schema, exact text
   * @param at the schema's place
   */
  public static String of(String schema, Path at, Losses losses) {
    var root = SchemaText.read(schema);
    return SchemaText.write(new OpenApiSubset(root, losses).convert(root, at, true));
  }

  /** Whether a schema is of an object that has no properties and takes none. */
  public static boolean isOfNothing(String schema) {
    var root = SchemaText.read(schema);
    boolean open =
        root.path("additionalProperties").isObject()
            || root.path("additionalProperties").asBoolean()
            || root.has("patternProperties")
            || root.has("$ref");
    return !open && root.path("properties").isEmpty();
  }

  /** Whether a schema names properties that an object must have. */
  public static boolean requiresSomething(String schema) {
    return !SchemaText.read(schema).path("required").isEmpty();
  }

  private ObjectNode convert(JsonNode schema, Path at, boolean isRoot) {
    var out = JsonNodeFactory.instance.objectNode();
    if (!(schema instanceof ObjectNode in) || ++count > MAX_SCHEMAS) {
      return types.anything(out, at);
    }
    if (in.has("$ref")) {
      return reference(in, at, isRoot);
    }
    var whole = merged(in, at);
    for (var name : OpenApiSchema.SAME) {
      if (whole.has(name)) {
        out.set(name, whole.get(name));
      }
    }
    types.say(whole, out, at);
    children(whole, out, at);
    unknown(whole, at);
    var type = out.path("type").asText();
    if (type.equals("OBJECT") && out.path("properties").isEmpty() && !isRoot) {
      losses.semantic(
          at, Loss.Action.WEAKENED, "an object without known properties is told as text here");
      out.remove(List.of("properties", "required"));
      out.put("type", "STRING");
      OpenApiType.describe(out, "A JSON object, written as text.");
    }
    return out;
  }

  private ObjectNode reference(ObjectNode in, Path at, boolean isRoot) {
    var target = in.get("$ref").asText();
    var found = target.startsWith("#/") ? root.at(target.substring(1)) : null;
    if (found == null || found.isMissingNode() || following.contains(target)) {
      losses.degrading(
          at.field("$ref"), Loss.Action.WEAKENED, "a schema cannot contain itself here");
      return types.anything(JsonNodeFactory.instance.objectNode(), at);
    }
    following.push(target);
    var out = convert(found, at, isRoot);
    following.pop();
    if (in.has("description")) {
      out.set("description", in.get("description"));
    }
    return out;
  }

  /** What all of several schemas say, as far as one schema can. */
  private ObjectNode merged(ObjectNode in, Path at) {
    var all = in.path("allOf");
    if (!all.isArray() || all.isEmpty()) {
      return in;
    }
    var whole = in.deepCopy();
    whole.remove("allOf");
    if (all.size() > 1) {
      losses.degrading(
          at.field("allOf"), Loss.Action.WEAKENED, "several schemas are one here, if they can be");
    }
    for (var part : all) {
      var target = part.path("$ref").asText("");
      var one = target.startsWith("#/") ? root.at(target.substring(1)) : part;
      for (var field : one.properties()) {
        var name = field.getKey();
        if (name.equals("properties") && whole.get(name) instanceof ObjectNode known) {
          field.getValue().properties().forEach(p -> known.set(p.getKey(), p.getValue()));
        } else if (name.equals("required") && whole.get(name) instanceof ArrayNode known) {
          field.getValue().forEach(known::add);
        } else if (name.equals("allOf")) {
          losses.degrading(
              at.field(name), Loss.Action.WEAKENED, "schemas of schemas are left out here");
        } else if (!whole.has(name)) {
          whole.set(name, field.getValue().deepCopy());
        }
      }
    }
    return whole;
  }

  private void children(ObjectNode in, ObjectNode out, Path at) {
    if (in.path("properties").isObject() && !in.path("properties").isEmpty()) {
      var properties = out.putObject("properties");
      var below = at.field("properties");
      for (var property : in.get("properties").properties()) {
        var name = property.getKey();
        properties.set(name, convert(property.getValue(), below.field(name), false));
      }
    }
    var required = JsonNodeFactory.instance.arrayNode();
    for (var name : in.path("required")) {
      if (out.path("properties").has(name.asText())) {
        required.add(name);
      }
    }
    if (!required.isEmpty()) {
      out.set("required", required);
    }
    if (out.path("type").asText().equals("ARRAY")) {
      if (in.path("items").isArray() || in.has("prefixItems") || !in.has("items")) {
        out.set("items", types.anything(JsonNodeFactory.instance.objectNode(), at.field("items")));
      } else {
        out.set("items", convert(in.get("items"), at.field("items"), false));
      }
    }
    options(in, out, at);
    var additional = in.path("additionalProperties");
    if (additional.isObject() || (additional.isBoolean() && !additional.asBoolean())) {
      losses.degrading(
          at.field("additionalProperties"),
          Loss.Action.WEAKENED,
          "other properties are not ruled here");
    }
  }

  private void options(ObjectNode in, ObjectNode out, Path at) {
    var name = in.path("anyOf").isArray() ? "anyOf" : "oneOf";
    if (!in.path(name).isArray()) {
      return;
    }
    var options = JsonNodeFactory.instance.arrayNode();
    int i = 0;
    for (var option : in.get(name)) {
      if (option.path("type").asText("").equals("null")) {
        out.put("nullable", true);
      } else {
        options.add(convert(option, at.field(name).item(i), false));
      }
      i++;
    }
    if (options.size() == 1 && options.get(0) instanceof ObjectNode only) {
      only.properties().forEach(field -> out.set(field.getKey(), field.getValue()));
    } else if (!options.isEmpty()) {
      out.set("anyOf", options);
    }
  }

  private void unknown(ObjectNode in, Path at) {
    for (var field : in.properties()) {
      var name = field.getKey();
      if (ANNOTATIONS.contains(name)) {
        if (!name.equals("$defs") && !name.equals("definitions")) {
          losses.cosmetic(at.field(name), Loss.Action.DROPPED, "this word is not known here");
        }
      } else if (!READ.contains(name) && !OpenApiSchema.SAME.contains(name)) {
        losses.degrading(at.field(name), Loss.Action.WEAKENED, "this constraint is not known here");
      }
    }
  }
}
