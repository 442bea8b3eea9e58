package dev.headgate.conversation.model;

/**
 * Where opaque data is valid. An empty word stands for any.
 *
 * @param vendor who made it, such as {@code openai}, {@code anthropic}, {@code google}
 * @param family of models that understand it, such as {@code claude}; empty when all of the
 *     vendor's do
 * @param account or resource whose keys sealed it; empty when the vendor opens it for everyone
 */
public record Realm(String vendor, String family, String account) {
  /** All of one vendor. */
  public static Realm of(String vendor) {
    return new Realm(vendor, "", "");
  }

  /** Whether data of that realm is understood in this one. Symmetric. */
  public boolean admits(Realm other) {
    return same(vendor, other.vendor) && same(family, other.family) && same(account, other.account);
  }

  private static boolean same(String mine, String theirs) {
    return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
  }
}
