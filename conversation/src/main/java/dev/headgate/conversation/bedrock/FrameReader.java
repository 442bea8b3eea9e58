package dev.headgate.conversation.bedrock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of {@code application/vnd.amazon.eventstream} into its messages, whose lengths and
 * contents are guarded by checksums. However the bytes are split, the messages are the same. Not
 * thread-safe.
 */
final class FrameReader {
  /** Two lengths and their checksum. */
  private static final int PRELUDE = 12;

  private static final int CHECKSUM = 4;
  private static final int LEAST = PRELUDE + CHECKSUM;

  /** AWS's own bound for headers. */
  private static final int MOST_HEADERS = 128 << 10;

  private static final byte STRING = 7;

  /** Lengths of the values of types 0 to 9; -1 for those that say it themselves. */
  private static final int[] LENGTHS = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

  private final int most;
  private final CRC32 crc = new CRC32();
  private byte[] held = new byte[2048];
  private int length;

  /**
   * @param most bytes of one message; a larger one is refused
   */
  FrameReader(int most) {
    this.most = most;
  }

  /** Takes what is read. */
  interface Messages {
    /**
     * A message.
     *
     * @param type of the message: {@code event}, {@code exception}, {@code error}; empty when it
     *     does not say
     * @param name of the event, exception or error; empty when it does not say
     * @return whether to go on
     */
    boolean message(String type, String name, byte[] payload);
  }

  /**
   * Takes bytes as they were read.
   *
   * @return what is wrong with them, after which nothing more can be read; null when nothing is
   */
  @Nullable String feed(byte[] bytes, int offset, int count, Messages messages) {
    if (held.length - length < count) {
      held = Arrays.copyOf(held, Math.max(held.length * 2, length + count));
    }
    System.arraycopy(bytes, offset, held, length, count);
    length += count;
    int at = 0;
    while (length - at >= PRELUDE) {
      var prelude = ByteBuffer.wrap(held, at, PRELUDE);
      int total = prelude.getInt();
      int headers = prelude.getInt();
      if (prelude.getInt() != checksum(at, PRELUDE - CHECKSUM)) {
        return "a message whose lengths are corrupt";
      }
      if (total < LEAST || headers < 0 || headers > Math.min(MOST_HEADERS, total - LEAST)) {
        return "a message whose lengths make no sense";
      }
      if (total > most) {
        return "a message larger than " + most + " bytes";
      }
      if (length - at < total) {
        break;
      }
      if (ByteBuffer.wrap(held, at + total - CHECKSUM, CHECKSUM).getInt()
          != checksum(at, total - CHECKSUM)) {
        return "a message that is corrupt";
      }
      int payload = at + PRELUDE + headers;
      var named = new Names(held, at + PRELUDE, payload);
      if (!named.read()) {
        return "a message whose headers make no sense";
      }
      at += total;
      if (!messages.message(
          named.type, named.name, Arrays.copyOfRange(held, payload, at - CHECKSUM))) {
        return null;
      }
    }
    System.arraycopy(held, at, held, 0, length - at);
    length -= at;
    return null;
  }

  private int checksum(int from, int count) {
    crc.reset();
    crc.update(held, from, count);
    return (int) crc.getValue();
  }

  /** The headers of one message, of which only its names matter. */
  private static final class Names {
    private final byte[] bytes;
    private final int end;
    private int at;
    private String type = "";
    private String name = "";

    Names(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.at = start;
      this.end = end;
    }

    /** Whether they make sense. */
    boolean read() {
      while (at < end) {
        int nameLength = bytes[at++] & 0xff;
        if (nameLength == 0 || end - at < nameLength + 1) {
          return false;
        }
        var header = new String(bytes, at, nameLength, StandardCharsets.UTF_8);
        at += nameLength;
        int kind = bytes[at++];
        if (kind < 0 || kind >= LENGTHS.length) {
          return false;
        }
        int size = LENGTHS[kind];
        if (size < 0) {
          if (end - at < 2) {
            return false;
          }
          size = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
          at += 2;
        }
        if (end - at < size) {
          return false;
        }
        if (kind == STRING) {
          note(header, new String(bytes, at, size, StandardCharsets.UTF_8));
        }
        at += size;
      }
      return true;
    }

    private void note(String header, String value) {
      switch (header) {
        case ":message-type" -> type = value;
        case ":event-type", ":exception-type", ":error-code" -> name = value;
        default -> {}
      }
    }
  }
}
