package dev.headgate.simulator.answer;

import java.nio.charset.StandardCharsets;

/**
 * How the simulator counts: a token is four UTF-8 bytes, begun ones count whole, and a message
 * costs three more. It is no provider's tokenizer; it is a function that a test can compute.
 */
public final class Tokens {
  /** Bytes of text in a token. */
  public static final int BYTES = 4;

  /** Tokens that each message costs beside its text. */
  public static final int PER_MESSAGE = 3;

  private Tokens() {}

  /** Tokens of this text. */
  public static int of(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Tokens of so many bytes of text. */
  public static int ofBytes(long bytes) {
    return (int) Math.ceilDiv(bytes, BYTES);
  }
}
