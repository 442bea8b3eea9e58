package dev.headgate.conversation.sse;

import java.util.Arrays;

/**
 * Cuts a stream of server-sent events (WHATWG) into events, however its bytes are split: lines end
 * with LF, CRLF or CR, a value may follow its colon with or without a space, several data lines are
 * joined with LF. An event that lies whole in one piece is handed on without a copy. Memory is
 * bounded by the largest event. Not thread-safe.
 */
public final class SseReader {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  /** Takes what was read, in order. */
  public interface Events {
    /**
     * An event with data.
     *
     * @param name empty when not said; valid only during this call
     * @param data in which the event's data stand; valid only during this call
     * @return whether to go on; false leaves the rest unread for good
     */
    boolean event(EventName name, byte[] data, int offset, int length);

    /** A comment, or an event without data: nothing but a sign of life. */
    void silent();
  }

  /** The name of an event, compared without making text of it. */
  public static final class EventName {
    private byte[] bytes = NOTHING;
    private int length;

    private void set(byte[] source, int from, int to) {
      length = to - from;
      if (bytes.length < length) {
        bytes = new byte[length];
      }
      System.arraycopy(source, from, bytes, 0, length);
    }

    /** Whether it is this, in ASCII. */
    public boolean is(String name) {
      if (name.length() != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (bytes[i] != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  private final int maxEvent;
  private final EventName name = new EventName();

  /** The beginning of a line whose end has not come. */
  private byte[] line = NOTHING;

  private int lineLength;

  /** Data of lines of the event so far, when they are not one slice of the piece. */
  private byte[] data = NOTHING;

  private int dataLength;
  private boolean anyData;
  private boolean anyLine;
  private boolean afterCr;
  private boolean first = true;
  private boolean stopped;
  private boolean tooLarge;

  /** The one data line of the event so far, as a slice of the piece being read; -1 for none. */
  private int sliceStart = -1;

  private int sliceEnd;

  /**
   * @param maxEvent bytes of the largest event
   */
  public SseReader(int maxEvent) {
    this.maxEvent = maxEvent;
  }

  /**
   * Reads a piece.
   *
   * @return false when an event is larger than is allowed: nothing more is read then
   */
  public boolean feed(byte[] bytes, int offset, int length, Events events) {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end && !stopped; i++) {
      byte b = bytes[i];
      if (b != '\n' && b != '\r') {
        afterCr = false;
        continue;
      }
      if (b == '\n' && afterCr) {
        // The second half of a CRLF.
        afterCr = false;
        start = i + 1;
        continue;
      }
      afterCr = b == '\r';
      endOfLine(bytes, start, i, events);
      start = i + 1;
    }
    if (!stopped) {
      keepSlice(bytes);
      keepLine(bytes, start, end);
    }
    return !tooLarge;
  }

  private void endOfLine(byte[] bytes, int start, int end, Events events) {
    if (lineLength == 0) {
      field(bytes, start, end, true, events);
    } else {
      keepLine(bytes, start, end);
      int whole = lineLength;
      lineLength = 0;
      if (!stopped) {
        keepSlice(bytes);
        field(line, 0, whole, false, events);
      }
    }
  }

  private void field(byte[] source, int from, int end, boolean inPiece, Events events) {
    int start = from;
    if (first) {
      first = false;
      if (end - start >= 3
          && source[start] == (byte) 0xEF
          && source[start + 1] == (byte) 0xBB
          && source[start + 2] == (byte) 0xBF) {
        start += 3;
      }
    }
    if (start == end) {
      dispatch(source, events);
      return;
    }
    if (source[start] == ':') {
      events.silent();
      return;
    }
    anyLine = true;
    int colon = start;
    while (colon < end && source[colon] != ':') {
      colon++;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && source[value] == ' ') {
      value++;
    }
    if (Arrays.equals(source, start, colon, DATA, 0, DATA.length)) {
      data(source, value, end, inPiece);
    } else if (Arrays.equals(source, start, colon, EVENT, 0, EVENT.length)) {
      name.set(source, value, end);
    }
  }

  private void data(byte[] source, int from, int to, boolean inPiece) {
    if (!anyData && inPiece) {
      sliceStart = from;
      sliceEnd = to;
    } else {
      if (anyData) {
        keepSlice(source);
        append('\n');
      }
      append(source, from, to);
    }
    anyData = true;
  }

  private void dispatch(byte[] piece, Events events) {
    if (anyData) {
      boolean more =
          sliceStart >= 0
              ? events.event(name, piece, sliceStart, sliceEnd - sliceStart)
              : events.event(name, data, 0, dataLength);
      stopped |= !more;
    } else if (anyLine) {
      events.silent();
    }
    anyData = false;
    anyLine = false;
    sliceStart = -1;
    dataLength = 0;
    name.length = 0;
  }

  /** The piece goes away, or a second data line comes: the slice becomes a copy. */
  private void keepSlice(byte[] piece) {
    if (sliceStart >= 0) {
      int start = sliceStart;
      sliceStart = -1;
      append(piece, start, sliceEnd);
    }
  }

  private void keepLine(byte[] bytes, int from, int to) {
    int count = to - from;
    if (count == 0 || !fits(lineLength + (long) dataLength + count)) {
      return;
    }
    line = room(line, lineLength, count);
    System.arraycopy(bytes, from, line, lineLength, count);
    lineLength += count;
  }

  private void append(byte[] source, int from, int to) {
    int count = to - from;
    if (fits((long) dataLength + count)) {
      data = room(data, dataLength, count);
      System.arraycopy(source, from, data, dataLength, count);
      dataLength += count;
    }
  }

  private void append(char c) {
    append(new byte[] {(byte) c}, 0, 1);
  }

  private boolean fits(long size) {
    if (size > maxEvent) {
      tooLarge = true;
      stopped = true;
    }
    return !stopped;
  }

  private static byte[] room(byte[] bytes, int used, int count) {
    return bytes.length - used >= count
        ? bytes
        : Arrays.copyOf(bytes, Math.max(256, Math.max(bytes.length * 2, used + count)));
  }
}
