package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * How the next token is drawn; null is not said.
 *
 * @param temperature 0..2
 * @param topP 0..1
 * @param topK 0 or more
 * @param presencePenalty -2..2
 * @param frequencyPenalty -2..2
 * @param seed any
 */
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer topK,
    @Nullable Double presencePenalty,
    @Nullable Double frequencyPenalty,
    @Nullable Long seed) {
  /** As the model likes. */
  public static final Sampling UNSAID = new Sampling(null, null, null, null, null, null);
}
