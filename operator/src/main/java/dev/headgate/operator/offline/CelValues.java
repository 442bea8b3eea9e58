package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * JSON as CEL sees it in Kubernetes: names that are CEL's own words are escaped, dates are
 * instants.
 */
final class CelValues {
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelValues() {}

  static Object of(JsonNode schema, JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> object(schema, value);
      case ARRAY -> {
        var list = new ArrayList<>();
        value.forEach(element -> list.add(of(schema.path("items"), element)));
        yield list;
      }
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(schema, value);
      case STRING -> text(schema, value.textValue());
      default -> dev.cel.common.values.NullValue.NULL_VALUE;
    };
  }

  private static Map<String, Object> object(JsonNode schema, JsonNode value) {
    var map = new LinkedHashMap<String, Object>();
    var properties = schema.path("properties");
    for (var entry : value.properties()) {
      var key = entry.getKey();
      if (properties.has(key)) {
        map.put(escaped(key), of(properties.get(key), entry.getValue()));
      } else {
        map.put(key, of(schema.path("additionalProperties"), entry.getValue()));
      }
    }
    return map;
  }

  private static Object number(JsonNode schema, JsonNode value) {
    // no conditional expression: it would make a double of both
    if (value.isIntegralNumber() && !schema.path("type").asText().equals("number")) {
      return value.longValue();
    }
    return value.doubleValue();
  }

  private static Object text(JsonNode schema, String text) {
    if (schema.path("format").asText().equals("date-time")) {
      try {
        return Instant.parse(text);
      } catch (DateTimeParseException notADate) {
        return text;
      }
    }
    return text;
  }

  /**
   * <a href="https://kubernetes.io/docs/reference/using-api/cel/#escaping">Kubernetes'
   * escaping</a>.
   */
  private static String escaped(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
