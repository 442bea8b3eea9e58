package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Extra;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** This dialect's own fields among those that the model has no word for. */
final class Extras {
  private Extras() {}

  /** The exact text of one; null when it is not there. */
  static @Nullable String own(List<Extra> extras, String name) {
    for (var extra : extras) {
      if (extra.dialect().equals(ResponsesDialect.NAME) && extra.name().equals(name)) {
        return extra.json();
      }
    }
    return null;
  }

  /** Writes them but for those that are written elsewhere. */
  static void write(List<Extra> extras, Set<String> elsewhere, JsonOut out) {
    for (var extra : extras) {
      if (extra.dialect().equals(ResponsesDialect.NAME) && !elsewhere.contains(extra.name())) {
        out.raw(extra.name(), extra.json());
      }
    }
  }
}
