package dev.headgate.conversation.json;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes bytes and keeps them until they are taken. Used over and over for one stream, it allocates
 * nothing once it has grown to the largest burst. Not thread-safe.
 */
public final class ByteSink extends OutputStream {
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
