package dev.headgate.dataplane.dialect.chat;

/** A request's body: understood, or not. */
public sealed interface ChatRequest permits ChatFacts, ChatRequest.Invalid {

  /**
   * It would be refused by every provider, or it cannot be read.
   *
   * @param path of the offending value, such as {@code $.messages[2].role}
   * @param message what is wrong with it; never a value from the body
   */
  record Invalid(String path, String message) implements ChatRequest {}
}
