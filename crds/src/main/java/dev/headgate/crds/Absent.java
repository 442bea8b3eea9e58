package dev.headgate.crds;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a member that is not in the manifest becomes: JSON leaves it null, readers never see that.
 */
public final class Absent {

  private Absent() {}

  /**
   * An immutable list, empty when absent: the schema refuses empty lists where that would matter.
   */
  public static <T> List<T> list(@Nullable List<T> given) {
    return given == null ? List.of() : List.copyOf(given);
  }

  /** An immutable map in the manifest's order, empty when absent. */
  public static <V> Map<String, V> map(@Nullable Map<String, V> given) {
    return given == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(given));
  }

  /** The schema's default, for objects that never passed an API server. */
  public static <T> T or(@Nullable T given, T schemaDefault) {
    return given == null ? schemaDefault : given;
  }
}
