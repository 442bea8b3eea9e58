package dev.headgate.dataplane.terms;

/**
 * A model's name, or a pattern in which {@code *} stands for any characters, none included. Case
 * matters.
 */
public final class ModelPattern {
  private final String text;
  private final int firstStar;

  /** A pattern as routes, consumers and budgets write it. */
  public ModelPattern(String text) {
    this.text = text;
    this.firstStar = text.indexOf('*');
  }

  /** Whether it is a plain name. */
  public boolean exact() {
    return firstStar < 0;
  }

  /** What stands before the first {@code *}: the longer, the more specific. */
  public String literalPrefix() {
    return firstStar < 0 ? text : text.substring(0, firstStar);
  }

  /** Whether this is it, in time proportional to the product of the lengths at worst. */
  public boolean matches(String model) {
    if (firstStar < 0) {
      return text.equals(model);
    }
    if (!model.startsWith(text.substring(0, firstStar))) {
      return false;
    }
    int at = firstStar;
    int from = firstStar;
    int star = -1;
    int resume = 0;
    while (from < model.length()) {
      if (at < text.length() && text.charAt(at) == '*') {
        star = at++;
        resume = from;
      } else if (at < text.length() && text.charAt(at) == model.charAt(from)) {
        at++;
        from++;
      } else {
        // The literal after the last star did not fit here: let that star take one more character.
        at = star + 1;
        from = ++resume;
      }
    }
    while (at < text.length() && text.charAt(at) == '*') {
      at++;
    }
    return at == text.length();
  }
}
