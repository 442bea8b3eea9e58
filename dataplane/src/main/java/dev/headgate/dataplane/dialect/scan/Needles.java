package dev.headgate.dataplane.dialect.scan;

import java.util.Arrays;

/**
 * Finds the few things of a relayed stream that the proxy must read: a usage that is there, an
 * error, the end. Horspool's search for all three at once: most bytes are never looked at, no event
 * is parsed. Quotes inside JSON strings are escaped, so that {@code "usage"} followed by a colon is
 * always a name.
 */
public final class Needles {
  private static final byte[] USAGE = {'"', 'u', 's', 'a', 'g', 'e'};
  private static final byte[] ERROR = {'"', 'e', 'r', 'r', 'o', 'r'};
  private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};
  private static final int WIDTH = 6;
  private static final byte[] SHIFT = new byte[256];

  static {
    Arrays.fill(SHIFT, (byte) WIDTH);
    for (var needle : new byte[][] {USAGE, ERROR, DONE}) {
      for (int i = 0; i < WIDTH - 1; i++) {
        SHIFT[needle[i]] = (byte) Math.min(SHIFT[needle[i]], WIDTH - 1 - i);
      }
    }
  }

  private Needles() {}

  /** Offset of the first one; -1 when there is none. */
  public static int find(byte[] bytes, int from, int to) {
    int i = from + WIDTH - 1;
    while (i < to) {
      byte last = bytes[i];
      if ((last == 'e' || last == 'r' || last == ']') && isNeedle(bytes, i - WIDTH + 1, to)) {
        return i - WIDTH + 1;
      }
      i += SHIFT[last & 0xFF];
    }
    return -1;
  }

  private static boolean isNeedle(byte[] bytes, int at, int to) {
    return switch (bytes[at + WIDTH - 1]) {
      case 'e' -> matches(bytes, at, USAGE) && isSet(bytes, at + WIDTH, to);
      case 'r' -> matches(bytes, at, ERROR) && isSet(bytes, at + WIDTH, to);
      default -> matches(bytes, at, DONE);
    };
  }

  private static boolean matches(byte[] bytes, int at, byte[] needle) {
    for (int i = 0; i < WIDTH; i++) {
      if (bytes[at + i] != needle[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a closing quote, a colon and something other than null follow. */
  private static boolean isSet(byte[] bytes, int at, int to) {
    if (at >= to || bytes[at] != '"') {
      return false;
    }
    int i = skipSpace(bytes, at + 1, to);
    if (i >= to || bytes[i] != ':') {
      return false;
    }
    i = skipSpace(bytes, i + 1, to);
    return i < to && bytes[i] != 'n';
  }

  private static int skipSpace(byte[] bytes, int at, int to) {
    int i = at;
    while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }
}
