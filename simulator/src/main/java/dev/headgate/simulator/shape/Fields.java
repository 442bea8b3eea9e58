package dev.headgate.simulator.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An object with known fields; any other field is a violation. */
public final class Fields implements Shape {
  private final Map<String, Shape> known = new HashMap<>();
  private final List<String> required = new ArrayList<>();
  private boolean protobufNames;

  /** A field that must be there and not be null. */
  public Fields required(String name, Shape shape) {
    required.add(name);
    known.put(name, shape);
    return this;
  }

  /** A field that may be absent, but not null. */
  public Fields optional(String name, Shape shape) {
    known.put(name, shape);
    return this;
  }

  /** A field that may be absent or null. */
  public Fields nullable(String name, Shape shape) {
    known.put(name, shape.orNull());
    return this;
  }

  /** Takes {@code snake_case} for every {@code camelCase} name, as protobuf's JSON does. */
  public Fields protobufNames() {
    protobufNames = true;
    return this;
  }

  @Override
  public void check(JsonNode value, Path path, List<Violation> found) {
    if (!value.isObject()) {
      found.add(Shapes.wrong(path, "an object", value));
      return;
    }
    for (String name : required) {
      if (!value.has(name) && !(protobufNames && value.has(snake(name)))) {
        found.add(new Violation.Missing(path.field(name)));
      }
    }
    value
        .properties()
        .forEach(
            entry -> {
              Path at = path.field(entry.getKey());
              Shape shape = known.get(protobufNames ? camel(entry.getKey()) : entry.getKey());
              if (shape == null) {
                found.add(new Violation.Unknown(at));
              } else {
                shape.check(entry.getValue(), at, found);
              }
            });
  }

  private static String camel(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    var camel = new StringBuilder(name.length());
    boolean up = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        up = true;
      } else {
        camel.append(up ? Character.toUpperCase(c) : c);
        up = false;
      }
    }
    return camel.toString();
  }

  private static String snake(String name) {
    var snake = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        snake.append('_').append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    return snake.toString();
  }
}
