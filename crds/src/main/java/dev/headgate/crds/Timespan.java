package dev.headgate.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as GEP-2257 writes it: one to four numbers with a unit, such as {@code 15s} or
 * {@code 1h30m}. There are no days, because a day is not always 24 hours.
 *
 * @param text as in the manifest; checked only when it is read, so that one bad stored object does
 *     not stop a whole list from being parsed
 */
public record Timespan(@JsonValue String text) {

  /** The schema's pattern. */
  public static final String PATTERN = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";

  private static final Pattern WHOLE = Pattern.compile(PATTERN);
  private static final Pattern PART = Pattern.compile("([0-9]{1,5})(ms|h|m|s)");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Timespan {}

  /**
   * The length.
   *
   * @throws IllegalArgumentException when the text is no GEP-2257 duration
   */
  public Duration duration() {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a duration such as 15s or 1h30m: " + text);
    }
    var sum = Duration.ZERO;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "h" -> Duration.ofHours(number);
                case "m" -> Duration.ofMinutes(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMillis(number);
              });
    }
    return sum;
  }

  /** The length in milliseconds. */
  public long millis() {
    return duration().toMillis();
  }

  @Override
  public String toString() {
    return text;
  }
}
