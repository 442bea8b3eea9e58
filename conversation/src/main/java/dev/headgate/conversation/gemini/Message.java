package dev.headgate.conversation.gemini;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message in protobuf's JSON (protobuf.dev, "ProtoJSON"): a field may be named in camelCase or in
 * snake_case, a whole number may be a string, and Google's own examples give one element where
 * several may stand.
 */
final class Message {
  private final Fields fields;

  private Message(Fields fields) {
    this.fields = fields;
  }

  static Message of(Node node) throws InvalidException {
    return new Message(node.object());
  }

  Path at() {
    return fields.at();
  }

  String raw() {
    return fields.raw();
  }

  List<String> names() {
    return fields.names();
  }

  boolean has(String camel) {
    return fields.peek(spelled(camel)) != null;
  }

  @Nullable Node take(String camel) {
    return fields.take(spelled(camel));
  }

  Node need(String camel) throws InvalidException {
    return fields.need(spelled(camel));
  }

  @Nullable String string(String camel) throws InvalidException {
    return fields.string(spelled(camel));
  }

  boolean flag(String camel) throws InvalidException {
    return fields.flag(spelled(camel));
  }

  @Nullable Boolean bool(String camel) throws InvalidException {
    return fields.bool(spelled(camel));
  }

  @Nullable Double number(String camel, double min, double max) throws InvalidException {
    return fields.number(spelled(camel), min, max);
  }

  @Nullable Integer integer(String camel, int min, int max) throws InvalidException {
    var node = take(camel);
    if (node == null) {
      return null;
    }
    if (!node.isString()) {
      return (int) node.integer(min, max);
    }
    try {
      long value = Long.parseLong(node.string());
      if (value >= min && value <= max) {
        return (int) value;
      }
    } catch (NumberFormatException e) {
      throw node.invalid("must be a whole number");
    }
    throw node.invalid("must be between " + min + " and " + max);
  }

  long count(String camel) {
    return fields.count(spelled(camel));
  }

  @Nullable Message message(String camel) throws InvalidException {
    var node = take(camel);
    return node == null ? null : of(node);
  }

  /** The elements of a repeated field, or the one that stands there alone; none when absent. */
  List<Node> repeated(String camel) throws InvalidException {
    var node = take(camel);
    if (node == null) {
      return List.of();
    }
    return node.isObject() ? List.of(node) : node.elements();
  }

  /** The texts of a repeated field. */
  List<String> strings(String camel) throws InvalidException {
    var texts = new ArrayList<String>();
    for (var node : repeated(camel)) {
      texts.add(node.string());
    }
    return texts;
  }

  /** What has not been read, named from the outermost message inwards, with dots between. */
  List<Extra> rest(String prefix, Severity ifLost) {
    var rest = fields.rest(GeminiDialect.NAME, ifLost);
    if (rest.isEmpty() || prefix.isEmpty()) {
      return rest;
    }
    var named = new ArrayList<Extra>();
    for (var extra : rest) {
      named.add(
          new Extra(extra.dialect(), prefix + '.' + extra.name(), extra.json(), extra.ifLost()));
    }
    return named;
  }

  private String spelled(String camel) {
    if (fields.peek(camel) != null) {
      return camel;
    }
    var snake = snake(camel);
    return fields.peek(snake) == null ? camel : snake;
  }

  static String snake(String camel) {
    StringBuilder snake = null;
    for (int i = 0; i < camel.length(); i++) {
      char c = camel.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        if (snake == null) {
          snake = new StringBuilder(camel.length() + 4).append(camel, 0, i);
        }
        snake.append('_').append(String.valueOf(c).toLowerCase(Locale.ROOT));
      } else if (snake != null) {
        snake.append(c);
      }
    }
    return snake == null ? camel : snake.toString();
  }
}
