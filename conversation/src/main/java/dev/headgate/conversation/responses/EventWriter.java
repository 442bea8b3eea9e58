package dev.headgate.conversation.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import java.util.function.Consumer;

/** Writes the events of one stream, numbered from 0. */
final class EventWriter {
  private static final byte[] END = "\n\n".getBytes(UTF_8);
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(UTF_8);

  private int number;

  /** An event whose fields are written by this. */
  void event(String type, ByteSink out, Consumer<? super JsonOut> fields) {
    out.write("event: ");
    out.write(type);
    out.write("\ndata: ");
    try (var json = new JsonOut(out)) {
      json.object().string("type", type).number("sequence_number", number++);
      fields.accept(json);
      json.endObject();
    }
    out.write(END);
  }

  /**
   * What is the same in all deltas of one text.
   *
   * @param place the fields that say which text
   */
  static byte[] deltaHead(String type, String place) {
    return ("event: "
            + type
            + "\ndata: {\"type\":\""
            + type
            + "\","
            + place
            + ",\"sequence_number\":")
        .getBytes(UTF_8);
  }

  /** One delta, without the end of its object. */
  void delta(byte[] head, String text, ByteSink out) {
    out.write(head);
    out.number(number++);
    out.write(",\"delta\":");
    out.string(text);
  }

  void endDelta(ByteSink out) {
    out.write('}');
    out.write(END);
  }

  void keepAlive(ByteSink out) {
    out.write(KEEP_ALIVE);
  }
}
