package dev.headgate.dataplane.dialect.scan;

/**
 * Where events begin and end in the bytes of a stream (WHATWG, server-sent events, with LF or CRLF;
 * no provider ends lines with a lone CR).
 */
public final class SseEvents {
  private SseEvents() {}

  /** Offset behind the first event that ends at or after {@code from}; -1 when none is whole. */
  public static int endOfEvent(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      if (bytes[i] == '\n') {
        if (i + 1 < end && bytes[i + 1] == '\n') {
          return i + 2;
        }
        if (i + 2 < end && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
          return i + 3;
        }
      }
    }
    return -1;
  }

  /** Offset behind the last whole event; {@code from} when none is. */
  public static int endOfLastEvent(byte[] bytes, int from, int end) {
    for (int i = end - 1; i > from; i--) {
      if (bytes[i] == '\n'
          && (bytes[i - 1] == '\n'
              || (bytes[i - 1] == '\r' && i - 2 >= from && bytes[i - 2] == '\n'))) {
        return i + 1;
      }
    }
    return from;
  }

  /** Offset of the first data of an event, behind {@code data:} and one space; -1 when none. */
  public static int dataOf(byte[] bytes, int start, int end) {
    for (int line = start; line < end; ) {
      if (line + 5 <= end
          && bytes[line] == 'd'
          && bytes[line + 1] == 'a'
          && bytes[line + 2] == 't'
          && bytes[line + 3] == 'a'
          && bytes[line + 4] == ':') {
        int data = line + 5;
        return data < end && bytes[data] == ' ' ? data + 1 : data;
      }
      while (line < end && bytes[line] != '\n') {
        line++;
      }
      line++;
    }
    return -1;
  }

  /** Offset of the line's end, before CR and LF. */
  public static int lineEnd(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != '\n') {
      i++;
    }
    return i > from && bytes[i - 1] == '\r' ? i - 1 : i;
  }

  /** Whether this data is {@code [DONE]}. */
  public static boolean isDone(byte[] bytes, int data, int dataEnd) {
    return dataEnd - data >= 6
        && bytes[data] == '['
        && bytes[data + 1] == 'D'
        && bytes[data + 2] == 'O'
        && bytes[data + 3] == 'N'
        && bytes[data + 4] == 'E'
        && bytes[data + 5] == ']';
  }
}
