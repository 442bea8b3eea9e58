package dev.headgate.conversation.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.conversation.model.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** A JSON value in its place. Asked for what it is not, it says so with its path. */
public final class Node {
  private final JsonValue value;
  private final Path at;

  /** Every object of the text that was looked into. */
  private final List<Fields> opened;

  Node(JsonValue value, Path at, List<Fields> opened) {
    this.value = value;
    this.at = at;
    this.opened = opened;
  }

  /**
   * The fields that nobody has read, of all objects of the text that were looked into; nulls left
   * out. What was taken as raw text or as extras counts as read.
   */
  public List<Path> unread() {
    var unread = new ArrayList<Path>();
    opened.forEach(fields -> fields.unread(unread));
    return unread;
  }

  /** Where it stands. */
  public Path at() {
    return at;
  }

  /** Its exact text. */
  public String raw() {
    return value.span().text();
  }

  /** Whether it is null. */
  public boolean isNull() {
    return is(JsonToken.VALUE_NULL);
  }

  /** Whether it is a string. */
  public boolean isString() {
    return is(JsonToken.VALUE_STRING);
  }

  /** Whether it is an object. */
  public boolean isObject() {
    return value instanceof JsonValue.Obj;
  }

  /** Whether it is an array. */
  public boolean isArray() {
    return value instanceof JsonValue.Arr;
  }

  /** Its text. */
  public String string() throws InvalidException {
    if (!isString()) {
      throw invalid("must be a string");
    }
    var span = value.span();
    return JsonText.decode(span.bytes(), span.start() + 1, span.end() - 1);
  }

  /** Its text, which must have some. */
  public String nonEmpty() throws InvalidException {
    var text = string();
    if (text.isEmpty()) {
      throw invalid("must not be empty");
    }
    return text;
  }

  /** True or false. */
  public boolean bool() throws InvalidException {
    if (is(JsonToken.VALUE_TRUE)) {
      return true;
    }
    if (is(JsonToken.VALUE_FALSE)) {
      return false;
    }
    throw invalid("must be true or false");
  }

  /** A whole number between these bounds, both included. */
  public long integer(long min, long max) throws InvalidException {
    double number = number();
    if (number != Math.rint(number)) {
      throw invalid("must be a whole number");
    }
    if (number < min || number > max) {
      boolean open = max == Long.MAX_VALUE || max == Integer.MAX_VALUE;
      throw invalid(
          open && number < min
              ? "must be at least " + min
              : "must be between " + min + " and " + max);
    }
    try {
      return is(JsonToken.VALUE_NUMBER_INT) ? Long.parseLong(raw()) : (long) number;
    } catch (NumberFormatException e) {
      throw invalid("must be between " + min + " and " + max);
    }
  }

  /** A number between these bounds, both included. */
  public double number(double min, double max) throws InvalidException {
    double number = number();
    if (!(number >= min && number <= max)) {
      throw invalid("must be between " + plain(min) + " and " + plain(max));
    }
    return number;
  }

  private double number() throws InvalidException {
    if (!is(JsonToken.VALUE_NUMBER_INT) && !is(JsonToken.VALUE_NUMBER_FLOAT)) {
      throw invalid("must be a number");
    }
    return Double.parseDouble(raw());
  }

  /** Its fields. */
  public Fields object() throws InvalidException {
    if (value instanceof JsonValue.Obj obj) {
      var fields = new Fields(obj, at, opened);
      opened.add(fields);
      return fields;
    }
    throw invalid("must be an object");
  }

  /** Its elements. */
  public List<Node> elements() throws InvalidException {
    if (!(value instanceof JsonValue.Arr arr)) {
      throw invalid("must be an array");
    }
    return new AbstractList<>() {
      @Override
      public Node get(int index) {
        return new Node(arr.elements().get(index), at.item(index), opened);
      }

      @Override
      public int size() {
        return arr.elements().size();
      }
    };
  }

  /** Says what is wrong with this value. */
  public InvalidException invalid(String problem) {
    return new InvalidException(at, problem);
  }

  private boolean is(JsonToken token) {
    return value instanceof JsonValue.Scalar scalar && scalar.token() == token;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
