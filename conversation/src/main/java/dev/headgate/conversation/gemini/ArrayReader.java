package dev.headgate.conversation.gemini;

import java.util.Arrays;

/**
 * Cuts a JSON array into its objects as its bytes come, however they are split; an object that
 * stands alone is taken for an array's only one. Memory is bounded by the largest object. Not
 * thread-safe.
 */
final class ArrayReader {
  /** Takes what was read. */
  interface Elements {
    /**
     * One object.
     *
     * @param data valid only during this call
     * @return whether to go on
     */
    boolean element(byte[] data, int offset, int length);

    /** The array's end. */
    void end();
  }

  /** What became of the bytes so far. */
  enum State {
    GOING_ON,
    OVER,
    TOO_LARGE,
    GARBLED
  }

  private final int maxElement;
  private byte[] held = new byte[0];
  private int heldLength;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private State state = State.GOING_ON;

  /**
   * @param maxElement bytes of the largest object
   */
  ArrayReader(int maxElement) {
    this.maxElement = maxElement;
  }

  /** Reads a piece. */
  State feed(byte[] bytes, int offset, int length, Elements elements) {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end && state == State.GOING_ON; i++) {
      byte b = bytes[i];
      if (depth == 0) {
        between(b, elements);
        start = i;
      } else if (inString) {
        inString = escaped || b != '"';
        escaped = !escaped && b == '\\';
      } else if (b == '"') {
        inString = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if ((b == '}' || b == ']') && --depth == 0) {
        element(bytes, start, i + 1, elements);
      }
    }
    if (state == State.GOING_ON && depth > 0) {
      hold(bytes, start, end);
    }
    return state;
  }

  private void between(byte b, Elements elements) {
    switch (b) {
      case '{' -> depth = 1;
      case ']' -> {
        state = State.OVER;
        elements.end();
      }
      case '[', ',', ' ', '\t', '\r', '\n' -> {}
      default -> state = State.GARBLED;
    }
  }

  private void element(byte[] bytes, int start, int end, Elements elements) {
    boolean more;
    if (heldLength == 0) {
      more = elements.element(bytes, start, end - start);
    } else {
      hold(bytes, start, end);
      if (state != State.GOING_ON) {
        return;
      }
      int whole = heldLength;
      heldLength = 0;
      more = elements.element(held, 0, whole);
    }
    if (!more) {
      state = State.OVER;
    }
  }

  private void hold(byte[] bytes, int from, int to) {
    int count = to - from;
    if (heldLength + (long) count > maxElement) {
      state = State.TOO_LARGE;
      return;
    }
    if (held.length - heldLength < count) {
      held = Arrays.copyOf(held, Math.max(256, Math.max(held.length * 2, heldLength + count)));
    }
    System.arraycopy(bytes, from, held, heldLength, count);
    heldLength += count;
  }
}
