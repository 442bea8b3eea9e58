package dev.headgate.simulator.dialect.bedrock;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A frame of AWS's binary event stream: lengths, a checksum, headers, a payload and another
 * checksum.
 */
final class EventFrame {
  /** A character of a frame's text is one of its bytes. */
  static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final int FIXED = 16;
  private static final byte STRING = 7;

  private EventFrame() {}

  /** A frame, as text whose characters are its bytes. */
  static String of(Map<String, String> headers, String json) {
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    int headerBytes =
        headers.entrySet().stream()
            .mapToInt(header -> 4 + header.getKey().length() + header.getValue().length())
            .sum();
    var bytes = new byte[FIXED + headerBytes + payload.length];
    var frame = ByteBuffer.wrap(bytes);
    frame.putInt(bytes.length).putInt(headerBytes);
    frame.putInt(checksum(bytes, frame.position()));
    headers.forEach(
        (name, value) -> {
          frame.put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
          frame.put(STRING).putShort((short) value.length());
          frame.put(value.getBytes(StandardCharsets.US_ASCII));
        });
    frame.put(payload);
    frame.putInt(checksum(bytes, frame.position()));
    return new String(bytes, BYTES);
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
