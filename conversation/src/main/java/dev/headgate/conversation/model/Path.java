package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * Where something stands in the JSON that a caller sent, written as {@code
 * messages[3].content[0].text}; the whole body is {@code $}. Made while reading, turned into text
 * only when someone is told.
 *
 * @param parent null for the whole body
 * @param name of a field; empty for an element of an array
 * @param index of an element; -1 for a field
 */
public record Path(@Nullable Path parent, String name, int index) {
  /** The whole body. */
  public static final Path ROOT = new Path(null, "", -1);

  /** A field of this object. */
  public Path field(String name) {
    return new Path(this, name, -1);
  }

  /** An element of this array, counted from 0. */
  public Path item(int index) {
    return new Path(this, "", index);
  }

  @Override
  public String toString() {
    if (parent == null) {
      return "$";
    }
    var text = new StringBuilder();
    append(text);
    return text.toString();
  }

  private void append(StringBuilder text) {
    if (parent == null) {
      return;
    }
    parent.append(text);
    if (index >= 0) {
      text.append('[').append(index).append(']');
    } else {
      text.append(text.isEmpty() ? "" : ".").append(name);
    }
  }
}
