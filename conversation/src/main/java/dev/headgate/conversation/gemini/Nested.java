package dev.headgate.conversation.gemini;

import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Extra;
import java.util.List;

/** Extras of messages within messages, whose names have dots: {@code generationConfig.seed}. */
final class Nested {
  private Nested() {}

  /** Writes those that stand in this message itself; the outermost one has an empty name. */
  static void write(String message, List<Extra> extras, JsonOut out) {
    for (var extra : extras) {
      if (extra.dialect().equals(GeminiDialect.NAME)) {
        int dot = extra.name().lastIndexOf('.');
        var parent = dot < 0 ? "" : extra.name().substring(0, dot);
        if (parent.equals(message)) {
          out.raw(extra.name().substring(dot + 1), extra.json());
        }
      }
    }
  }

  /** Whether any stands in this message or deeper. */
  static boolean any(String message, List<Extra> extras) {
    return extras.stream()
        .anyMatch(
            e -> e.dialect().equals(GeminiDialect.NAME) && e.name().startsWith(message + '.'));
  }
}
