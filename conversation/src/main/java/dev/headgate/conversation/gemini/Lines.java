package dev.headgate.conversation.gemini;

/**
 * JSON that stays one line. Exact texts of providers may have line feeds between their values; and
 * the official Python SDK takes three more characters for the end of a line (str.splitlines), which
 * JSON allows within strings as they are.
 */
final class Lines {
  private Lines() {}

  /** Whether this text has nothing that anyone takes for the end of a line. */
  static boolean one(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        return false;
      }
    }
    return true;
  }

  /** The same JSON on one line. */
  static String joined(String json) {
    return one(json)
        ? json
        : json.replace('\n', ' ')
            .replace('\r', ' ')
            .replace("\u0085", "\\u0085")
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029");
  }
}
