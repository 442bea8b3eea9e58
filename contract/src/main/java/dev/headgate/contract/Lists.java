package dev.headgate.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists as JSON gives them: absent ones are null, ours are empty and immutable. */
final class Lists {
  private Lists() {}

  static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
