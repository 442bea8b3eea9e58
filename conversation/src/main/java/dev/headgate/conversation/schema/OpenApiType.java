package dev.headgate.conversation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/** The type, the values and the format of one schema of {@link OpenApiSubset}. */
final class OpenApiType {
  private static final Set<String> FORMATS =
      Set.of("float", "double", "int32", "int64", "date-time", "enum");

  private final Losses losses;

  OpenApiType(Losses losses) {
    this.losses = losses;
  }

  void say(ObjectNode in, ObjectNode out, Path at) {
    type(in, out, at);
    values(in, out, at);
    format(in, out, at);
  }

  /** What stands for a value of which nothing is known. */
  ObjectNode anything(ObjectNode out, Path at) {
    losses.degrading(at, Loss.Action.WEAKENED, "a value of any type is text here");
    return out.put("type", "STRING");
  }

  private void type(ObjectNode in, ObjectNode out, Path at) {
    var types = new ArrayList<String>();
    if (in.path("type").isArray()) {
      in.path("type").forEach(type -> types.add(type.asText()));
    } else if (in.has("type")) {
      types.add(in.get("type").asText());
    }
    boolean nullable = types.remove("null") || in.path("nullable").asBoolean();
    if (nullable) {
      out.put("nullable", true);
    }
    if (types.isEmpty() && !in.has("anyOf") && !in.has("oneOf")) {
      var guess = guess(in);
      if (guess.isEmpty()) {
        anything(out, at);
        return;
      }
      losses.cosmetic(at.field("type"), Loss.Action.ADDED, "a schema says its type here");
      types.add(guess);
    }
    if (types.size() > 1) {
      losses.degrading(
          at.field("type"), Loss.Action.WEAKENED, "a schema has one type here: the first");
    }
    if (!types.isEmpty()) {
      out.put("type", types.getFirst().toUpperCase(Locale.ROOT));
    }
  }

  private static String guess(ObjectNode in) {
    if (in.has("properties") || in.has("additionalProperties") || in.has("required")) {
      return "object";
    }
    if (in.has("items")) {
      return "array";
    }
    var value = in.has("const") ? in.get("const") : in.path("enum").path(0);
    if (value.isTextual()) {
      return "string";
    }
    return value.isIntegralNumber()
        ? "integer"
        : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "";
  }

  /** Enumerations are of texts only; others are told in words. */
  private void values(ObjectNode in, ObjectNode out, Path at) {
    var values = new ArrayList<JsonNode>();
    if (in.has("const")) {
      values.add(in.get("const"));
    }
    in.path("enum").forEach(values::add);
    if (values.removeIf(JsonNode::isNull)) {
      out.put("nullable", true);
    }
    if (values.isEmpty()) {
      return;
    }
    if (out.path("type").asText().equals("STRING")
        && values.stream().allMatch(JsonNode::isTextual)) {
      var texts = out.putArray("enum");
      values.forEach(texts::add);
      return;
    }
    losses.degrading(
        at.field(in.has("const") ? "const" : "enum"),
        Loss.Action.WEAKENED,
        "only texts are enumerated here: told in the description");
    var words = new StringBuilder("One of:");
    for (var value : values) {
      words.append(words.charAt(words.length() - 1) == ':' ? " " : ", ").append(value);
    }
    describe(out, words.append('.').toString());
  }

  /** Adds words to the description. */
  static void describe(ObjectNode out, String words) {
    var before = out.path("description").asText("");
    out.put("description", before.isEmpty() ? words : before + ' ' + words);
  }

  private void format(ObjectNode in, ObjectNode out, Path at) {
    var format = in.path("format").asText("");
    if (FORMATS.contains(format)) {
      out.put("format", format);
    } else if (!format.isEmpty()) {
      losses.degrading(at.field("format"), Loss.Action.WEAKENED, "this format is not known here");
    }
  }
}
