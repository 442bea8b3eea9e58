package dev.headgate.conversation.model;

/**
 * How the caller wants the answer.
 *
 * @param stream as events
 * @param usageAsked whether a stream is to tell its usage; true where the dialect always does
 * @param prefilled whether the answer is to go on from the words of the assistant's turn at the end
 */
public record Delivery(boolean stream, boolean usageAsked, boolean prefilled) {
  /** An answer that begins anew. */
  public Delivery(boolean stream, boolean usageAsked) {
    this(stream, usageAsked, false);
  }
}
