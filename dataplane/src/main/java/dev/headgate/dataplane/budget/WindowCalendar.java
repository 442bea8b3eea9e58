package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one limit in its budget's time zone, safe over changes to and from daylight
 * saving. It remembers the last one, because nearly every call falls into it. Not for use by
 * several threads.
 */
final class WindowCalendar {
  private static final long HOUR = 3600;

  private final Budget.Window window;
  private final ZoneId zone;
  private final int startsOnDay;
  private @Nullable CalendarWindow last;

  /**
   * @param window Hour, Day or Month
   * @param startsOnDay 1..28, of a Month
   */
  WindowCalendar(Budget.Window window, ZoneId zone, int startsOnDay) {
    this.window = window;
    this.zone = zone;
    this.startsOnDay = startsOnDay;
  }

  CalendarWindow at(long nowMs) {
    CalendarWindow known = last;
    if (known == null || !known.contains(nowMs)) {
      Instant now = Instant.ofEpochMilli(nowMs);
      known =
          switch (window) {
            case Hour -> hour(now);
            case Day -> day(now);
            case Month -> month(now);
            case Request -> throw new IllegalArgumentException("a request is no window of time");
          };
      last = known;
    }
    return known;
  }

  /** Hours begin on the zone's full hours; a change of offset inside one cuts it there. */
  private CalendarWindow hour(Instant now) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(now);
    long local = now.getEpochSecond() + offset.getTotalSeconds();
    long start = Math.floorDiv(local, HOUR) * HOUR - offset.getTotalSeconds();
    long end = start + HOUR;
    ZoneOffsetTransition before = rules.previousTransition(now.plusMillis(1));
    if (before != null) {
      start = Math.max(start, before.toEpochSecond());
    }
    ZoneOffsetTransition after = rules.nextTransition(now);
    if (after != null) {
      end = Math.min(end, after.toEpochSecond());
    }
    return new CalendarWindow("H" + start, start * 1000, end * 1000);
  }

  private CalendarWindow day(Instant now) {
    return around(now, "D", now.atZone(zone).toLocalDate(), Period.ofDays(1));
  }

  private CalendarWindow month(Instant now) {
    LocalDate date = now.atZone(zone).toLocalDate();
    LocalDate first = date.withDayOfMonth(startsOnDay);
    return around(now, "M", first.isAfter(date) ? first.minusMonths(1) : first, Period.ofMonths(1));
  }

  /**
   * Where clocks are put back just after midnight the old date comes again for a while; it counts
   * to the new day, which has begun.
   */
  private CalendarWindow around(Instant now, String kind, LocalDate guess, Period length) {
    LocalDate start = guess;
    if (midnight(start.plus(length)) <= now.toEpochMilli()) {
      start = start.plus(length);
    }
    return new CalendarWindow(kind + start, midnight(start), midnight(start.plus(length)));
  }

  /** The first moment of that day: where midnight is skipped, the moment after the gap. */
  private long midnight(LocalDate date) {
    ZonedDateTime start = date.atStartOfDay(zone);
    return start.toInstant().toEpochMilli();
  }
}
