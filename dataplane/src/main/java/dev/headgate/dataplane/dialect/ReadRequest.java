package dev.headgate.dataplane.dialect;

/** A request's body: understood, or not. */
public sealed interface ReadRequest {

  /**
   * It was read.
   *
   * @param request what it asks
   */
  record Understood(CallerRequest request) implements ReadRequest {}

  /**
   * It would be refused by every provider, or it cannot be read.
   *
   * @param path of the offending value, such as {@code $.messages[2].role}
   * @param message what is wrong with it; never a value from the body
   */
  record Invalid(String path, String message) implements ReadRequest {}
}
