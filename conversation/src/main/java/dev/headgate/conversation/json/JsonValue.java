package dev.headgate.conversation.json;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A value of a {@link Json} tree: its kind, its children and the place of its exact text. */
sealed interface JsonValue {
  /** All of its text, from its first byte to its last. */
  Span span();

  /** In words: {@code an object}. */
  String kind();

  /** An object; of a name that comes twice the last one counts. */
  record Obj(Span span, List<String> names, List<JsonValue> values) implements JsonValue {
    @Override
    public String kind() {
      return "an object";
    }
  }

  /** An array. */
  record Arr(Span span, List<JsonValue> elements) implements JsonValue {
    @Override
    public String kind() {
      return "an array";
    }
  }

  /** A string, a number, true, false or null; its text is decoded when it is asked for. */
  record Scalar(Span span, JsonToken token) implements JsonValue {
    @Override
    public String kind() {
      return switch (token) {
        case VALUE_STRING -> "a string";
        case VALUE_NULL -> "null";
        case VALUE_TRUE, VALUE_FALSE -> "a boolean";
        default -> "a number";
      };
    }
  }

  /** Bytes of a body, which nobody changes. */
  // Never compared: values are read once.
  @SuppressWarnings("ArrayRecordComponent")
  record Span(byte[] bytes, int start, int end) {
    String text() {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
  }
}
