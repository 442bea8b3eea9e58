package dev.headgate.conversation.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes AWS's event streams. In tests a stream is a text of lines: the name of an event and its
 * JSON; a name that begins with {@code !} is an exception's.
 */
public final class Frames {
  private static final byte STRING = 7;

  private Frames() {}

  /** The frames of a text; a line without JSON makes an empty one. */
  public static byte[] of(String lines) {
    var all = new ByteArrayOutputStream();
    for (var line : lines.lines().filter(text -> !text.isBlank()).toList()) {
      int space = line.indexOf(' ') < 0 ? line.length() : line.indexOf(' ');
      var name = line.substring(0, space);
      boolean exception = name.startsWith("!");
      var headers = new LinkedHashMap<String, String>();
      headers.put(
          exception ? ":exception-type" : ":event-type", exception ? name.substring(1) : name);
      headers.put(":content-type", "application/json");
      headers.put(":message-type", exception ? "exception" : "event");
      all.writeBytes(frame(headers, line.substring(Math.min(space + 1, line.length()))));
    }
    return all.toByteArray();
  }

  static byte[] frame(Map<String, String> headers, String json) {
    var head = new ByteArrayOutputStream();
    headers.forEach(
        (name, value) -> {
          head.write(name.length());
          head.writeBytes(name.getBytes(UTF_8));
          head.write(STRING);
          head.write(value.length() >> 8);
          head.write(value.length());
          head.writeBytes(value.getBytes(UTF_8));
        });
    return raw(head.toByteArray(), json.getBytes(UTF_8));
  }

  static byte[] raw(byte[] headers, byte[] payload) {
    var frame = ByteBuffer.allocate(16 + headers.length + payload.length);
    frame.putInt(frame.capacity()).putInt(headers.length);
    frame.putInt(checksum(frame.array(), 8)).put(headers).put(payload);
    frame.putInt(checksum(frame.array(), frame.position()));
    return frame.array();
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
