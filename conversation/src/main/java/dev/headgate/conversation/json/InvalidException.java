package dev.headgate.conversation.json;

import dev.headgate.conversation.model.Path;

/**
 * Something that was read is not what it must be. A result in the clothes of an exception, so that
 * decoders read as what they expect: without stack trace, and caught by every decoder's entrance.
 */
public final class InvalidException extends Exception {
  private final transient Path path;

  /**
   * @param path of the offending value
   * @param message to be read behind the path: {@code must be a string}; nothing of the value is in
   *     it
   */
  public InvalidException(Path path, String message) {
    super(message, null, false, false);
    this.path = path;
  }

  /** Of the offending value. */
  public Path path() {
    return path;
  }

  /** To be read behind the path. */
  public String problem() {
    return String.valueOf(getMessage());
  }
}
