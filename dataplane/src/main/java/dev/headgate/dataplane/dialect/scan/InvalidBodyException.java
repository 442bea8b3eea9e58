package dev.headgate.dataplane.dialect.scan;

/** A body that no provider would take or that cannot be read; it leaves a parser from any depth. */
public final class InvalidBodyException extends Exception {
  private final String path;

  /**
   * @param path of the offending value, such as {@code $.messages[2].role}
   * @param message what is wrong with it; never a value from the body
   */
  public InvalidBodyException(String path, String message) {
    super(message, null, false, false);
    this.path = path;
  }

  /** Of the offending value. */
  public String path() {
    return path;
  }

  /** What is wrong with it. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
