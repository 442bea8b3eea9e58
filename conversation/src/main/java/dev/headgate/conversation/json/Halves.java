package dev.headgate.conversation.json;

/**
 * Text that comes in pieces cut anywhere, even through a character outside the basic plane: the
 * first half of such a pair is held back until the second comes. What comes out has no lone
 * surrogates. One for each text; not thread-safe.
 */
public final class Halves {
  private char held;

  /** The next piece as it can be told now; may be empty. */
  public String next(String piece) {
    if (held == 0 && !endsInHalf(piece)) {
      return JsonText.whole(piece);
    }
    if (piece.isEmpty()) {
      return piece;
    }
    var text = held == 0 ? piece : held + piece;
    held = 0;
    if (endsInHalf(text)) {
      held = text.charAt(text.length() - 1);
      text = text.substring(0, text.length() - 1);
    }
    return JsonText.whole(text);
  }

  /** What is left when no more comes; mostly empty. */
  public String rest() {
    if (held == 0) {
      return "";
    }
    held = 0;
    return "\ufffd";
  }

  private static boolean endsInHalf(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }
}
