package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowCalendarTest {

  @ParameterizedTest
  @CsvSource({
    // A plain day, and the days on which Berlin's clocks move: 23 and 25 hours.
    "Day,   Europe/Berlin, 1, 2026-11-21T10:15:00Z, D2026-11-21, 2026-11-20T23:00:00Z, PT24H",
    "Day,   Europe/Berlin, 1, 2026-03-29T00:30:00Z, D2026-03-29, 2026-03-28T23:00:00Z, PT23H",
    "Day,   Europe/Berlin, 1, 2026-10-25T00:30:00Z, D2026-10-25, 2026-10-24T22:00:00Z, PT25H",
    // Midnight does not exist: the day begins at one.
    "Day,   America/Asuncion, 1, 2023-10-01T12:00:00Z, D2023-10-01, 2023-10-01T04:00:00Z, PT23H",
    // One minute into the new day the clocks go back by an hour: that hour is the new day's.
    "Day,   America/St_Johns, 1, 2005-10-30T02:45:00Z, D2005-10-30, 2005-10-30T02:30:00Z, PT25H",
    // A whole day does not exist.
    "Day,   Pacific/Apia, 1, 2011-12-30T09:59:59Z, D2011-12-29, 2011-12-29T10:00:00Z, PT24H",
    "Day,   Pacific/Apia, 1, 2011-12-30T10:00:00Z, D2011-12-31, 2011-12-30T10:00:00Z, PT24H",
    // The hour from two to three happens twice; each is a window.
    "Hour,  Europe/Berlin, 1, 2026-10-25T00:30:00Z, H1792886400, 2026-10-25T00:00:00Z, PT1H",
    "Hour,  Europe/Berlin, 1, 2026-10-25T01:30:00Z, H1792890000, 2026-10-25T01:00:00Z, PT1H",
    // Full hours of a zone that is half an hour off.
    "Hour,  Asia/Kolkata, 1, 2026-11-21T10:15:00Z, H1795253400, 2026-11-21T09:30:00Z, PT1H",
    // Clocks move by half an hour inside an hour: the hour is cut there.
    "Hour,  Australia/Lord_Howe, 1, 2026-04-04T15:10:00Z, H1775314800, 2026-04-04T15:00:00Z, PT30M",
    "Month, UTC, 1,  2026-02-10T00:00:00Z, M2026-02-01, 2026-02-01T00:00:00Z, PT672H",
    "Month, UTC, 15, 2026-03-14T23:59:59Z, M2026-02-15, 2026-02-15T00:00:00Z, PT672H",
    "Month, UTC, 15, 2026-03-15T00:00:00Z, M2026-03-15, 2026-03-15T00:00:00Z, PT744H",
    "Month, UTC, 28, 2026-01-05T00:00:00Z, M2025-12-28, 2025-12-28T00:00:00Z, PT744H",
    "Month, Europe/Berlin, 1, 2026-03-31T22:00:00Z, M2026-04-01, 2026-03-31T22:00:00Z, PT720H",
  })
  void windowsFollowTheZonesCalendar(
      Window window,
      ZoneId zone,
      int startsOnDay,
      Instant now,
      String id,
      Instant start,
      Duration length) {
    var found = new WindowCalendar(window, zone, startsOnDay).at(now.toEpochMilli());

    assertThat(found.id()).isEqualTo(id);
    assertThat(Instant.ofEpochMilli(found.startMs())).isEqualTo(start);
    assertThat(Duration.ofMillis(found.lengthMs())).isEqualTo(length);
  }

  /** Windows cover time without gaps or overlaps, whoever asks and whenever. */
  @Property(tries = 3000)
  void windowsPartitionTime(
      @ForAll("windows") Window window,
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 1, max = 28) int startsOnDay,
      @ForAll("moments") long now) {
    var found = new WindowCalendar(window, zone, startsOnDay).at(now);

    assertThat(found.contains(now)).isTrue();
    var same = new WindowCalendar(window, zone, startsOnDay);
    assertThat(same.at(found.startMs())).isEqualTo(found);
    assertThat(same.at(found.endMs() - 1)).isEqualTo(found);
    var next = same.at(found.endMs());
    assertThat(next.startMs()).isEqualTo(found.endMs());
    assertThat(next.id()).isNotEqualTo(found.id());
    var before = same.at(found.startMs() - 1);
    assertThat(before.endMs()).isEqualTo(found.startMs());
    assertThat(before.id()).isNotEqualTo(found.id());
  }

  /** The same at the moments that matter: around every change of the clocks. */
  @Property(tries = 500)
  void windowsPartitionTimeWhereClocksMove(
      @ForAll("windows") Window window,
      @ForAll("movingZones") ZoneId zone,
      @ForAll @IntRange(min = 0, max = 40) int which,
      @ForAll @IntRange(min = -7_200_000, max = 7_200_000) int beside) {
    ZoneOffsetTransition moved =
        zone.getRules().nextTransition(Instant.parse("2005-01-01T00:00:00Z"));
    for (int i = 0; i < which; i++) {
      var next = zone.getRules().nextTransition(moved.getInstant());
      moved = next == null ? moved : next;
    }

    windowsPartitionTime(window, zone, 1, moved.getInstant().toEpochMilli() + beside);
  }

  @Property(tries = 1000)
  void aDayBeginsAtItsFirstMomentAndAMonthOnItsDay(
      @ForAll("zones") ZoneId zone,
      @ForAll @IntRange(min = 1, max = 28) int startsOnDay,
      @ForAll("moments") long now) {
    var day = new WindowCalendar(Window.Day, zone, 1).at(now);
    var month = new WindowCalendar(Window.Month, zone, startsOnDay).at(now);

    var date = Instant.ofEpochMilli(day.startMs()).atZone(zone).toLocalDate();
    assertThat(day.id()).isEqualTo("D" + date);
    assertThat(day.startMs()).isEqualTo(date.atStartOfDay(zone).toInstant().toEpochMilli());
    var first = LocalDate.parse(month.id().substring(1));
    assertThat(first.getDayOfMonth()).isEqualTo(startsOnDay);
    assertThat(month.startMs()).isEqualTo(first.atStartOfDay(zone).toInstant().toEpochMilli());
  }

  @Property(tries = 200)
  void rememberingTheLastWindowChangesNothing(
      @ForAll("windows") Window window, @ForAll("zones") ZoneId zone, @ForAll("moments") long now) {
    var remembering = new WindowCalendar(window, zone, 1);
    List<CalendarWindow> walked = new ArrayList<>();
    for (long step : new long[] {0, 1, 1_800_000, 3_600_000, -3_600_000, 86_400_000, -1}) {
      walked.add(remembering.at(now + step));
      assertThat(walked.getLast()).isEqualTo(new WindowCalendar(window, zone, 1).at(now + step));
    }
  }

  @Provide
  Arbitrary<Window> windows() {
    return Arbitraries.of(Window.Hour, Window.Day, Window.Month);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList()).map(ZoneId::of);
  }

  @Provide
  Arbitrary<ZoneId> movingZones() {
    return Arbitraries.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Asuncion",
            "Africa/Cairo",
            "Asia/Beirut",
            "Pacific/Apia",
            "Africa/Casablanca",
            "America/St_Johns")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Long> moments() {
    return Arbitraries.longs()
        .between(
            Instant.parse("2000-01-01T00:00:00Z").toEpochMilli(),
            Instant.parse("2045-01-01T00:00:00Z").toEpochMilli());
  }
}
