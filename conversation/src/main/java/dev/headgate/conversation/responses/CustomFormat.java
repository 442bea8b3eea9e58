package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import org.jspecify.annotations.Nullable;

/**
 * The format of a freeform tool's text. This dialect writes a grammar's fields beside its type;
 * Chat Completions, whose form the model keeps, in an object of their own.
 */
final class CustomFormat {
  private CustomFormat() {}

  /** Null for any text. */
  static @Nullable String read(Fields format) throws InvalidException {
    if (format.need("type").string().equals("text")) {
      return null;
    }
    var definition = format.peek("definition");
    var syntax = format.peek("syntax");
    if (definition == null || syntax == null) {
      return format.raw();
    }
    var sink = new ByteSink(256);
    try (var out = new JsonOut(sink)) {
      out.object().string("type", "grammar").object("grammar");
      out.raw("syntax", syntax.raw()).raw("definition", definition.raw());
      out.endObject().endObject();
    }
    return sink.toString();
  }

  /** As this dialect has it. */
  static String write(String format) {
    try {
      var fields = Json.parse(format).object();
      var grammar = fields.object("grammar");
      if (grammar == null) {
        return format;
      }
      var sink = new ByteSink(256);
      try (var out = new JsonOut(sink)) {
        out.object().string("type", "grammar");
        out.raw("syntax", grammar.need("syntax").raw());
        out.raw("definition", grammar.need("definition").raw()).endObject();
      }
      return sink.toString();
    } catch (InvalidException e) {
      return format;
    }
  }
}
