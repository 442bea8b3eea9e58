package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/** A tool that the model may use. */
public sealed interface Tool {
  /** As the caller declared it. */
  String name();

  /** What it carries besides itself. */
  Marks marks();

  /**
   * A function of the caller's with JSON arguments.
   *
   * @param description null when not said
   * @param schema JSON Schema of the arguments, exact text; null when there is none
   * @param strict whether arguments must fit the schema; null when not said
   */
  record Function(
      String name,
      @Nullable String description,
      @Nullable String schema,
      @Nullable Boolean strict,
      Marks marks)
      implements Tool {}

  /**
   * A tool of the caller's whose argument is any text.
   *
   * @param description null when not said
   * @param format the grammar's exact JSON; null for any text
   */
  record Freeform(String name, @Nullable String description, @Nullable String format, Marks marks)
      implements Tool {}

  /**
   * A tool that the provider runs itself or defines itself.
   *
   * @param dialect that knows it
   * @param type the dialect's word, such as {@code web_search_20250305}
   * @param json the whole declaration's exact text
   */
  record Server(String name, String dialect, String type, String json, Marks marks)
      implements Tool {}
}
