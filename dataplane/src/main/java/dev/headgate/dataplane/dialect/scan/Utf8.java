package dev.headgate.dataplane.dialect.scan;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whether bytes are UTF-8, strictly (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF), and how many of them are not ASCII. The JSON parser skips strings without looking that
 * closely, and what a provider would refuse must be refused before money is held for it.
 */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /**
   * Looks at every byte once.
   *
   * @return the number of bytes outside ASCII, or {@code -1 - offset} of the first byte that begins
   *     no character
   */
  public static int nonAscii(byte[] bytes, int length) {
    int count = 0;
    int i = 0;
    while (i < length) {
      while (i + 8 <= length && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
        i += 8;
      }
      // Mixed text: byte by byte until the next run of ASCII.
      int end = Math.min(length, i + 8);
      while (i < end) {
        if (bytes[i] >= 0) {
          i++;
          continue;
        }
        int width = widthAt(bytes, i, length);
        if (width == 0) {
          return -1 - i;
        }
        count += width;
        i += width;
      }
    }
    return count;
  }

  /** How long the character is that begins here (2..4); 0 when none does. */
  private static int widthAt(byte[] bytes, int i, int length) {
    int first = bytes[i] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return follows(bytes, i + 1, length, 0x80, 0xBF) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
      int low = first == 0xE0 ? 0xA0 : 0x80;
      int high = first == 0xED ? 0x9F : 0xBF;
      return follows(bytes, i + 1, length, low, high) && follows(bytes, i + 2, length, 0x80, 0xBF)
          ? 3
          : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
      int low = first == 0xF0 ? 0x90 : 0x80;
      int high = first == 0xF4 ? 0x8F : 0xBF;
      return follows(bytes, i + 1, length, low, high)
              && follows(bytes, i + 2, length, 0x80, 0xBF)
              && follows(bytes, i + 3, length, 0x80, 0xBF)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean follows(byte[] bytes, int i, int length, int low, int high) {
    if (i >= length) {
      return false;
    }
    int b = bytes[i] & 0xFF;
    return b >= low && b <= high;
  }

  /** A name from the body in a message of ours: short and without control characters. */
  public static String printable(String name) {
    var shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
    return shown.replaceAll("[^\\p{Graph}…]", "?");
  }
}
