package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a token of the answer was.
 *
 * @param token as text
 * @param logProb natural logarithm of its probability
 * @param bytes its UTF-8 bytes, 0..255 each; null when not said
 * @param top the likeliest tokens at its place, the likeliest first; theirs is empty
 */
public record TokenLogProb(
    String token, double logProb, @Nullable List<Integer> bytes, List<TokenLogProb> top) {
  public TokenLogProb {
    bytes = bytes == null ? null : List.copyOf(bytes);
    top = List.copyOf(top);
  }
}
