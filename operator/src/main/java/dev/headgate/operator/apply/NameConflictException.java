package dev.headgate.operator.apply;

/** An existing object that is not ours has a name that we need. It is left as it is. */
public final class NameConflictException extends Exception {
  private static final long serialVersionUID = 1L;

  NameConflictException(String message) {
    super(message);
  }
}
