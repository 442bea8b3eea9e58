package dev.headgate.conversation.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object, crossed off as they are read: what is left at the end is what the reader
 * does not know. A null counts as absent, as every provider has it.
 */
public final class Fields {
  private final JsonValue.Obj object;
  private final Path at;
  private final BitSet read = new BitSet();

  private final List<Fields> opened;

  Fields(JsonValue.Obj object, Path at, List<Fields> opened) {
    this.object = object;
    this.at = at;
    this.opened = opened;
  }

  /** Where the object stands. */
  public Path at() {
    return at;
  }

  /** The object's exact text; with it all fields are read. */
  public String raw() {
    read.set(0, object.names().size());
    return object.span().text();
  }

  /** The names of all fields, in order; a name that comes twice is there twice. */
  public List<String> names() {
    return List.copyOf(object.names());
  }

  /** A field's value; null when it is absent or null. */
  public @Nullable Node take(String name) {
    Node found = null;
    for (int i = object.names().size() - 1; i >= 0; i--) {
      if (object.names().get(i).equals(name)) {
        read.set(i);
        if (found == null) {
          found = new Node(object.values().get(i), at.field(name), opened);
        }
      }
    }
    return found == null || found.isNull() ? null : found;
  }

  /** The same without crossing it off. */
  public @Nullable Node peek(String name) {
    int i = object.names().lastIndexOf(name);
    var node = i < 0 ? null : new Node(object.values().get(i), at.field(name), opened);
    return node == null || node.isNull() ? null : node;
  }

  /** A field that must be there. */
  public Node need(String name) throws InvalidException {
    var node = take(name);
    if (node == null) {
      throw new InvalidException(at.field(name), "is required");
    }
    return node;
  }

  /** A string; null when absent. */
  public @Nullable String string(String name) throws InvalidException {
    var node = take(name);
    return node == null ? null : node.string();
  }

  /** True or false; null when absent. */
  public @Nullable Boolean bool(String name) throws InvalidException {
    var node = take(name);
    return node == null ? null : Boolean.valueOf(node.bool());
  }

  /** Whether a field is there and true. */
  public boolean flag(String name) throws InvalidException {
    var node = take(name);
    return node != null && node.bool();
  }

  /** A whole number that fits an int; null when absent. */
  public @Nullable Integer integer(String name, int min, int max) throws InvalidException {
    var node = take(name);
    return node == null ? null : Integer.valueOf((int) node.integer(min, max));
  }

  /** A whole number, 0 when absent or no such number: for figures that providers give. */
  public long count(String name) {
    var node = take(name);
    try {
      return node == null ? 0 : node.integer(0, Long.MAX_VALUE);
    } catch (InvalidException e) {
      return 0;
    }
  }

  /** A number; null when absent. */
  public @Nullable Double number(String name, double min, double max) throws InvalidException {
    var node = take(name);
    return node == null ? null : Double.valueOf(node.number(min, max));
  }

  /** An object's fields; null when absent. */
  public @Nullable Fields object(String name) throws InvalidException {
    var node = take(name);
    return node == null ? null : node.object();
  }

  /** An array's elements; none when absent. */
  public List<Node> elements(String name) throws InvalidException {
    var node = take(name);
    return node == null ? List.of() : node.elements();
  }

  void unread(List<Path> paths) {
    for (int i = read.nextClearBit(0); i < object.names().size(); i = read.nextClearBit(i + 1)) {
      if (!isNull(object.values().get(i))) {
        paths.add(at.field(object.names().get(i)));
      }
    }
  }

  private static boolean isNull(JsonValue value) {
    return value instanceof JsonValue.Scalar scalar && scalar.token() == JsonToken.VALUE_NULL;
  }

  /** What has not been read, nulls left out; it counts as read then. */
  public List<Extra> rest(String dialect, Severity ifLost) {
    if (read.cardinality() == object.names().size()) {
      return List.of();
    }
    var rest = new ArrayList<Extra>();
    for (int i = read.nextClearBit(0); i < object.names().size(); i = read.nextClearBit(i + 1)) {
      var value = object.values().get(i);
      if (!isNull(value)) {
        rest.add(new Extra(dialect, object.names().get(i), value.span().text(), ifLost));
      }
    }
    read.set(0, object.names().size());
    return rest;
  }
}
