package dev.headgate.dataplane.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code x-headgate-timeout}: a duration as manifests write them (GEP-2257). */
final class CallerTimeout {
  static final String NAME = "x-headgate-timeout";
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,5}(h|ms|m|s)){1,4}");
  private static final Pattern PART = Pattern.compile("([0-9]+)(h|ms|m|s)");

  private CallerTimeout() {}

  /** Milliseconds; null when it is no duration or none at all. */
  static @Nullable Long ms(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return null;
    }
    long sum = 0;
    var parts = PART.matcher(text);
    while (parts.find()) {
      long count = Long.parseLong(parts.group(1));
      sum +=
          switch (parts.group(2)) {
            case "h" -> count * 3_600_000;
            case "m" -> count * 60_000;
            case "s" -> count * 1_000;
            default -> count;
          };
    }
    return sum == 0 ? null : sum;
  }
}
