package dev.headgate.dataplane.snapshot.check;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything is there that may not be null. JSON leaves out what it likes and Jackson
 * passes null for it; the contract's own {@code @Nullable} says where that is meant.
 */
final class Completeness {
  private static final Map<Class<?>, List<Part>> PARTS = new ConcurrentHashMap<>();

  private Completeness() {}

  static void check(Record record, Findings findings) {
    for (var part : PARTS.computeIfAbsent(record.getClass(), Completeness::parts)) {
      var value = part.valueIn(record);
      if (value == null) {
        findings.at(part.name).require(part.nullable, "Missing", "this field must be there");
      } else if (value instanceof Record inner) {
        check(inner, findings.at(part.name));
      } else if (value instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          if (list.get(i) instanceof Record element) {
            check(element, findings.at(part.name, i));
          }
        }
      }
    }
  }

  private static List<Part> parts(Class<?> type) {
    return List.of(type.getRecordComponents()).stream()
        .filter(component -> !component.getType().isPrimitive())
        .map(Part::of)
        .toList();
  }

  private record Part(RecordComponent component, String name, boolean nullable) {
    static Part of(RecordComponent component) {
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      return new Part(component, component.getName(), nullable);
    }

    @Nullable Object valueIn(Record record) {
      try {
        return component.getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the contract's records are public", e);
      }
    }
  }
}
