package dev.headgate.dataplane.dialect.passed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds envelopes: opaque data that the gateway has put in a slot of another dialect ({@code
 * conversation.dialect.Envelope}). Most bytes are never looked at (Horspool).
 */
final class Seal {
  /** Base64 of what every envelope begins with: letters only, so that no writer escapes it. */
  private static final byte[] HEAD = "aGVhZGdhdGUK".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SHIFT = new byte[256];

  static {
    Arrays.fill(SHIFT, (byte) HEAD.length);
    for (int i = 0; i < HEAD.length - 1; i++) {
      SHIFT[HEAD[i]] = (byte) (HEAD.length - 1 - i);
    }
  }

  private Seal() {}

  /** Whether there is one in a body. */
  static boolean in(byte[] body, int length) {
    int last = HEAD.length - 1;
    for (int i = last; i < length; i += SHIFT[body[i] & 0xFF]) {
      if (body[i] == HEAD[last] && Arrays.equals(body, i - last, i + 1, HEAD, 0, HEAD.length)) {
        return true;
      }
    }
    return false;
  }
}
