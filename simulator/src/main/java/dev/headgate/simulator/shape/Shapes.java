package dev.headgate.simulator.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The simple shapes. */
public final class Shapes {
  /** Any value. */
  public static final Shape ANYTHING = (value, path, found) -> {};

  /** A string. */
  public static final Shape TEXT = text(0, Integer.MAX_VALUE);

  /** True or false. */
  public static final Shape FLAG =
      (value, path, found) -> {
        if (!value.isBoolean()) {
          found.add(wrong(path, "a boolean", value));
        }
      };

  /** An object with any fields. */
  public static final Shape OBJECT =
      (value, path, found) -> {
        if (!value.isObject()) {
          found.add(wrong(path, "an object", value));
        }
      };

  private Shapes() {}

  /** A string of so many characters. */
  public static Shape text(int min, int max) {
    return (value, path, found) -> {
      if (!value.isTextual()) {
        found.add(wrong(path, "a string", value));
        return;
      }
      int length = value.textValue().length();
      if (length < min) {
        found.add(new Violation.Length(path, "string", min, length, true));
      } else if (length > max) {
        found.add(new Violation.Length(path, "string", max, length, false));
      }
    };
  }

  /** A string that matches a pattern as a whole. */
  public static Shape text(int min, int max, String pattern) {
    var compiled = Pattern.compile(pattern);
    return text(min, max)
        .and(
            (value, path, found) -> {
              if (!compiled.matcher(value.textValue()).matches()) {
                found.add(new Violation.Mismatch(path, value.textValue(), pattern));
              }
            });
  }

  /** One of these strings. */
  public static Shape oneOf(String... allowed) {
    var values = List.of(allowed);
    return TEXT.and(
        (value, path, found) -> {
          if (!values.contains(value.textValue())) {
            found.add(new Violation.NotAllowed(path, value.textValue(), values));
          }
        });
  }

  /** A whole number in a range, both ends included. */
  public static Shape integer(long min, long max) {
    return (value, path, found) -> {
      if (!value.isIntegralNumber()) {
        found.add(wrong(path, "an integer", value));
      } else if (value.bigIntegerValue().bitLength() > 63 || value.longValue() > max) {
        found.add(new Violation.OutOfRange(path, max, value.bigIntegerValue(), false, true));
      } else if (value.longValue() < min) {
        found.add(new Violation.OutOfRange(path, min, value.longValue(), true, true));
      }
    };
  }

  /** A number in a range, both ends included. */
  public static Shape decimal(double min, double max) {
    return (value, path, found) -> {
      if (!value.isNumber()) {
        found.add(wrong(path, "a decimal", value));
      } else if (value.doubleValue() > max) {
        found.add(new Violation.OutOfRange(path, max, value.numberValue(), false, false));
      } else if (value.doubleValue() < min) {
        found.add(new Violation.OutOfRange(path, min, value.numberValue(), true, false));
      }
    };
  }

  /** An array of so many elements. */
  public static Shape list(Shape element, int min, int max) {
    return (value, path, found) -> {
      if (!value.isArray()) {
        found.add(wrong(path, "an array", value));
        return;
      }
      if (value.size() < min) {
        found.add(new Violation.Length(path, "array", min, value.size(), true));
      } else if (value.size() > max) {
        found.add(new Violation.Length(path, "array", max, value.size(), false));
      }
      for (int i = 0; i < value.size(); i++) {
        element.check(value.get(i), path.item(i), found);
      }
    };
  }

  /** An object whose values all have one shape. */
  public static Shape map(Shape element, int max) {
    return OBJECT.and(
        (value, path, found) -> {
          if (value.size() > max) {
            found.add(new Violation.Length(path, "object", max, value.size(), false));
          }
          value
              .properties()
              .forEach(entry -> element.check(entry.getValue(), path.field(entry.getKey()), found));
        });
  }

  /** A string of the first shape or an array of the second. */
  public static Shape textOrList(Shape text, Shape list) {
    return (value, path, found) -> {
      if (value.isTextual()) {
        text.check(value, path, found);
      } else if (value.isArray()) {
        list.check(value, path, found);
      } else {
        found.add(wrong(path, "a string or an array", value));
      }
    };
  }

  /** A string of the first shape or an object of the second. */
  public static Shape textOrObject(Shape text, Shape object) {
    return (value, path, found) -> {
      if (value.isTextual()) {
        text.check(value, path, found);
      } else if (value.isObject()) {
        object.check(value, path, found);
      } else {
        found.add(wrong(path, "a string or an object", value));
      }
    };
  }

  /** An object whose shape is chosen by the string in one of its fields. */
  public static Shape byField(String field, Map<String, Shape> shapes) {
    var allowed = List.copyOf(new TreeSet<>(shapes.keySet()));
    return OBJECT.and(
        (value, path, found) -> {
          JsonNode choice = value.get(field);
          if (choice == null) {
            found.add(new Violation.Missing(path.field(field)));
          } else if (!choice.isTextual()) {
            found.add(wrong(path.field(field), "a string", choice));
          } else {
            Shape shape = shapes.get(choice.textValue());
            if (shape == null) {
              found.add(new Violation.NotAllowed(path.field(field), choice.textValue(), allowed));
            } else {
              shape.check(value, path, found);
            }
          }
        });
  }

  /** The violation of a wrong JSON type. */
  public static Violation wrong(Path path, String expected, JsonNode actual) {
    String type =
        switch (actual.getNodeType()) {
          case STRING -> "a string";
          case NUMBER -> actual.isIntegralNumber() ? "an integer" : "a decimal";
          case BOOLEAN -> "a boolean";
          case ARRAY -> "an array";
          case OBJECT -> "an object";
          default -> "null";
        };
    return new Violation.WrongType(path, expected, type);
  }
}
