package dev.headgate.dataplane.dialect;

import dev.headgate.dataplane.dialect.ChatRequest.Invalid;

/** Leaves the parser from any depth; it never leaves this package. */
final class InvalidBodyException extends Exception {
  private final transient Invalid invalid;

  InvalidBodyException(String path, String message) {
    super(message, null, false, false);
    this.invalid = new Invalid(path, message);
  }

  Invalid invalid() {
    return invalid;
  }
}
