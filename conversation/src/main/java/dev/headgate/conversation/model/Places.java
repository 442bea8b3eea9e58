package dev.headgate.conversation.model;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where a caller's dialect says what: one constant for each dialect.
 *
 * @param names dotted paths from the body's root; what is not among them is called by its own name
 */
public record Places(Map<Field, String> names) {
  /** Of what was never read. */
  public static final Places NONE = new Places(Map.of());

  public Places {
    names = names.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(names));
  }

  /** The path of a field. */
  public Path of(Field field) {
    var name = names.get(field);
    return Path.ROOT.field(name == null ? field.name().toLowerCase(Locale.ROOT) : name);
  }
}
