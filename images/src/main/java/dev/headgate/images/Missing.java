package dev.headgate.images;

/** Something that this machine lacks; the message says how to get it. */
final class Missing extends RuntimeException {
  private static final long serialVersionUID = 1;

  Missing(String message) {
    super(message);
  }
}
