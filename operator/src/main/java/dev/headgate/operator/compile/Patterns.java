package dev.headgate.operator.compile;

import java.util.List;

/** Names with {@code *}, each of which stands for any characters, none too. */
final class Patterns {
  private Patterns() {}

  /** Whether some name is in both lists; an empty list has every name. */
  static boolean overlap(List<String> some, List<String> others) {
    return some.isEmpty()
        || others.isEmpty()
        || some.stream().anyMatch(a -> others.stream().anyMatch(b -> overlap(a, b)));
  }

  /** Whether some name fits both patterns. */
  static boolean overlap(String a, String b) {
    if (a.indexOf('*') < 0 && b.indexOf('*') < 0) {
      return a.equals(b);
    }
    // reachable[j]: some name fits the first i characters of a and the first j of b.
    var reachable = new boolean[b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      boolean diagonal = false;
      for (int j = 0; j <= b.length(); j++) {
        boolean above = reachable[j];
        boolean here;
        if (i == 0 && j == 0) {
          here = true;
        } else {
          here = i > 0 && above && a.charAt(i - 1) == '*';
          here |= j > 0 && reachable[j - 1] && b.charAt(j - 1) == '*';
          if (i > 0 && j > 0) {
            char left = a.charAt(i - 1);
            char right = b.charAt(j - 1);
            here |= diagonal && left == right;
            // A star takes one more character of the other side and stays.
            here |= left == '*' && right != '*' && reachable[j - 1];
            here |= right == '*' && left != '*' && above;
          }
        }
        diagonal = above;
        reachable[j] = here;
      }
    }
    return reachable[b.length()];
  }
}
