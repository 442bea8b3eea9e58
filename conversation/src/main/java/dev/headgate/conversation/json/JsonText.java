package dev.headgate.conversation.json;

import java.nio.charset.StandardCharsets;

/**
 * Decodes the strings of JSON whose form a parser has already checked. A lone surrogate, which JSON
 * can escape and UTF-8 cannot say, becomes U+FFFD.
 */
public final class JsonText {
  private static final char LOST = '\ufffd';

  private JsonText() {}

  /** The text between two quotes. */
  static String decode(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] == '\\') {
        return unescape(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static String unescape(String escaped) {
    var text = new StringBuilder(escaped.length());
    boolean surrogates = false;
    int from = 0;
    int i = escaped.indexOf('\\');
    while (i >= 0) {
      text.append(escaped, from, i);
      char kind = escaped.charAt(i + 1);
      from = i + 2;
      if (kind == 'u') {
        from += 4;
        char c = (char) Integer.parseInt(escaped, i + 2, from, 16);
        surrogates |= Character.isSurrogate(c);
        text.append(c);
      } else {
        text.append(plain(kind));
      }
      i = escaped.indexOf('\\', from);
    }
    text.append(escaped, from, escaped.length());
    return surrogates ? whole(text.toString()) : text.toString();
  }

  private static char plain(char kind) {
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> kind;
    };
  }

  /** The same text with every lone surrogate replaced. */
  public static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (lone(text, i)) {
        return replaced(text, i);
      }
    }
    return text;
  }

  private static boolean lone(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) {
      return false;
    }
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  private static String replaced(String text, int from) {
    var chars = text.toCharArray();
    for (int i = from; i < chars.length; i++) {
      if (lone(text, i)) {
        chars[i] = LOST;
      }
    }
    return new String(chars);
  }
}
