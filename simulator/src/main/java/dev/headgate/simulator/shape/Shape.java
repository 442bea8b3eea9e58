package dev.headgate.simulator.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a JSON value must look like. */
@FunctionalInterface
public interface Shape {
  /** Adds what is wrong with this value; adds nothing when it is right. */
  void check(JsonNode value, Path path, List<Violation> found);

  /** The same, but null is right too. */
  default Shape orNull() {
    return (value, path, found) -> {
      if (!value.isNull()) {
        check(value, path, found);
      }
    };
  }

  /** This one first and, if it found nothing, the other. */
  default Shape and(Shape other) {
    return (value, path, found) -> {
      int before = found.size();
      check(value, path, found);
      if (found.size() == before) {
        other.check(value, path, found);
      }
    };
  }
}
