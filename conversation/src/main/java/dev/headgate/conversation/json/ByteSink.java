package dev.headgate.conversation.json;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes bytes and keeps them until they are taken. Used over and over for one stream, it allocates
 * nothing once it has grown to the largest burst. Not thread-safe.
 */
public final class ByteSink extends OutputStream {
  private static final String HEX = "0123456789abcdef";

  private byte[] bytes;
  private int length;

  /** An empty one of a usual size. */
  public ByteSink() {
    this(1024);
  }

  /** An empty one with room for this many bytes. */
  public ByteSink(int capacity) {
    this.bytes = new byte[Math.max(16, capacity)];
  }

  @Override
  public void write(int value) {
    room(1);
    bytes[length++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int count) {
    room(count);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  @Override
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Text in ASCII. */
  public void write(String ascii) {
    int count = ascii.length();
    room(count);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) ascii.charAt(i);
    }
    length += count;
  }

  /** Text as a JSON string with its quotes. A lone surrogate becomes U+FFFD. */
  public void string(String text) {
    int count = text.length();
    // No character takes more: a control is six bytes of escape.
    room(Math.addExact(Math.multiplyExact(count, 6), 2));
    var to = bytes;
    int at = length;
    to[at++] = '"';
    int i = 0;
    while (i < count) {
      char c = text.charAt(i++);
      if (c < 0x80) {
        if (c >= 0x20 && c != '"' && c != '\\') {
          to[at++] = (byte) c;
        } else {
          at = escape(c, to, at);
        }
      } else if (c < 0x800) {
        to[at++] = (byte) (0xc0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c)
          && i < count
          && Character.isLowSurrogate(text.charAt(i))) {
        at = pair(Character.toCodePoint(c, text.charAt(i++)), to, at);
      } else {
        char whole = Character.isSurrogate(c) ? '\ufffd' : c;
        to[at++] = (byte) (0xe0 | (whole >> 12));
        to[at++] = (byte) (0x80 | ((whole >> 6) & 0x3f));
        to[at++] = (byte) (0x80 | (whole & 0x3f));
      }
    }
    to[at++] = '"';
    length = at;
  }

  private static int pair(int codePoint, byte[] to, int from) {
    int at = from;
    to[at++] = (byte) (0xf0 | (codePoint >> 18));
    to[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
    to[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
    to[at++] = (byte) (0x80 | (codePoint & 0x3f));
    return at;
  }

  private static int escape(char c, byte[] to, int from) {
    int at = from;
    to[at++] = '\\';
    switch (c) {
      case '"', '\\' -> to[at++] = (byte) c;
      case '\n' -> to[at++] = 'n';
      case '\r' -> to[at++] = 'r';
      case '\t' -> to[at++] = 't';
      default -> {
        to[at++] = 'u';
        to[at++] = '0';
        to[at++] = '0';
        to[at++] = (byte) HEX.charAt(c >> 4);
        to[at++] = (byte) HEX.charAt(c & 15);
      }
    }
    return at;
  }

  /** A number, 0 or more, in decimal. */
  public void number(long value) {
    if (value < 10) {
      write('0' + (int) value);
    } else {
      write(Long.toString(value));
    }
  }

  /** The bytes themselves, of which the first {@link #length} count; valid until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** How many there are. */
  public int length() {
    return length;
  }

  /** A copy of what there is. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** Forgets what there is and keeps the room. */
  public void clear() {
    length = 0;
  }

  /** Forgets what comes after so many bytes. */
  public void cut(int length) {
    this.length = Math.min(this.length, length);
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
    }
  }

  /** What there is as text. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
