package dev.headgate.dataplane.upstream;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a provider asks to be left alone: OpenAI's milliseconds, RFC 9110's seconds or date. */
public final class RetryAfter {
  private static final long MOST_MS = 366L * 24 * 3600 * 1000;

  private RetryAfter() {}

  /**
   * Reads the headers of an answer.
   *
   * @param now against which a date is held
   * @return null when nothing is said that makes sense
   */
  public static @Nullable Long ms(MultiMap headers, Instant now) {
    var exact = number(headers.get("retry-after-ms"), 1);
    if (exact != null) {
      return exact;
    }
    var said = headers.get("retry-after");
    var seconds = number(said, 1000);
    return seconds != null || said == null ? seconds : untilDate(said, now);
  }

  private static @Nullable Long number(@Nullable String text, long factor) {
    if (text == null || !text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      return null;
    }
    return Math.min(MOST_MS, (long) Math.ceil(Double.parseDouble(text) * factor));
  }

  private static @Nullable Long untilDate(String text, Instant now) {
    try {
      var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Math.clamp(date.toEpochMilli() - now.toEpochMilli(), 0, MOST_MS);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
