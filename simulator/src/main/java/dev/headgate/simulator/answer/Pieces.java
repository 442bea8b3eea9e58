package dev.headgate.simulator.answer;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Cuts a text into pieces of at most one token that hold whole characters. */
public final class Pieces implements Iterator<String> {
  private final String text;
  private int at;

  public Pieces(String text) {
    this.text = text;
  }

  @Override
  public boolean hasNext() {
    return at < text.length();
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int from = at;
    int bytes = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      int size = utf8Length(point);
      if (bytes > 0 && bytes + size > Tokens.BYTES) {
        break;
      }
      bytes += size;
      at += Character.charCount(point);
    }
    return text.substring(from, at);
  }

  /** Bytes of one character in UTF-8. */
  static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
