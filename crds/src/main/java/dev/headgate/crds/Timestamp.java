package dev.headgate.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * A moment as RFC 3339 writes it, such as {@code 2026-12-24T18:00:00Z}.
 *
 * @param text as in the manifest
 */
public record Timestamp(@JsonValue String text) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Timestamp {}

  /** The moment, in whole seconds as Kubernetes writes them. */
  public static Timestamp of(Instant instant) {
    return new Timestamp(instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /**
   * The moment.
   *
   * @throws java.time.format.DateTimeParseException when the text is no RFC 3339 date-time
   */
  public Instant instant() {
    return OffsetDateTime.parse(text).toInstant();
  }

  @Override
  public String toString() {
    return text;
  }
}
