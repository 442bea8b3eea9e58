package dev.headgate.simulator.shape;

import org.jspecify.annotations.Nullable;

/** Where in a body something stands. */
public final class Path {
  /** The body itself. */
  public static final Path ROOT = new Path(null, "", -1);

  private final @Nullable Path parent;
  private final String name;
  private final int index;

  private Path(@Nullable Path parent, String name, int index) {
    this.parent = parent;
    this.name = name;
    this.index = index;
  }

  /** A field of the object that stands here. */
  public Path field(String field) {
    return new Path(this, field, -1);
  }

  /** An element of the array that stands here. */
  public Path item(int position) {
    return new Path(this, "", position);
  }

  /** Whether this is the body itself. */
  public boolean isRoot() {
    return parent == null;
  }

  /** The last step: a field's name or an element's number. */
  public String last() {
    return index >= 0 ? Integer.toString(index) : name;
  }

  /** {@code messages[0].role}; empty for the body itself. */
  public String bracketed() {
    var text = new StringBuilder();
    append(text, true);
    return text.toString();
  }

  /** {@code messages.0.role}; empty for the body itself. */
  public String dotted() {
    var text = new StringBuilder();
    append(text, false);
    return text.toString();
  }

  private void append(StringBuilder text, boolean brackets) {
    if (parent == null) {
      return;
    }
    parent.append(text, brackets);
    if (index >= 0 && brackets) {
      text.append('[').append(index).append(']');
      return;
    }
    if (!text.isEmpty()) {
      text.append('.');
    }
    text.append(last());
  }

  @Override
  public String toString() {
    return bracketed();
  }
}
