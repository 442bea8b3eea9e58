package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/** What an answer's text must be. */
public sealed interface OutputFormat {
  /** Any text. */
  record AnyText() implements OutputFormat {}

  /** Some JSON object. */
  record AnyJson() implements OutputFormat {}

  /**
   * JSON of a schema.
   *
   * @param name of the format; null when not said
   * @param description null when not said
   * @param schema JSON Schema, exact text
   * @param strict whether the answer must fit; null when not said
   */
  record Schema(
      @Nullable String name, @Nullable String description, String schema, @Nullable Boolean strict)
      implements OutputFormat {}
}
