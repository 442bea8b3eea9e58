package dev.headgate.dataplane.dialect.scan;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names seen in one object. A name that comes twice is refused: parsers differ in which one they
 * believe, and what was checked must be what the provider acts on.
 */
public final class FieldsSeen {
  private static final int FEW = 12;

  private final String[] few = new String[FEW];
  private int count;
  private @Nullable Set<String> many;

  /** Whether it is the first of its name. */
  public boolean add(String name) {
    if (many != null) {
      return many.add(name);
    }
    for (int i = 0; i < count; i++) {
      if (few[i].equals(name)) {
        return false;
      }
    }
    if (count < FEW) {
      few[count++] = name;
      return true;
    }
    many = new HashSet<>(Set.of(few));
    return many.add(name);
  }

  public void clear() {
    count = 0;
    many = null;
  }
}
