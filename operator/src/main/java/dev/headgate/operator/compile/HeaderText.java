package dev.headgate.operator.compile;

/** What may stand in an HTTP header. */
final class HeaderText {
  private HeaderText() {}

  /** Whether nothing in it could end the header or is read differently by different servers. */
  static boolean isValue(String text) {
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
