package dev.headgate.operator.status;

import static dev.headgate.operator.status.Fixture.BUDGET;
import static dev.headgate.operator.status.Fixture.WANTED;
import static dev.headgate.operator.status.Fixture.board;
import static dev.headgate.operator.status.Fixture.good;
import static dev.headgate.operator.status.Fixture.report;
import static dev.headgate.operator.status.Fixture.reporting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Report;
import dev.headgate.contract.Report.Watermark;
import dev.headgate.crds.budget.LimitStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is left of a budget, told by proxies that come and go. */
class BudgetStatusTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant RESET = NOW.plusSeconds(3600);
  private static final Report FRESH = report("b", WANTED);

  @Test
  void whatIsLeftStandsWhileProxiesAreReplaced() {
    TokenBudgetStatus before = status(1, null, NOW, spent(97));

    TokenBudgetStatus replaced = status(1, before, NOW, FRESH);

    assertThat(before.limits()).extracting(LimitStatus::remainingPercentBand).containsExactly(0);
    assertThat(replaced.limits()).isEqualTo(before.limits());
  }

  @Test
  void itStandsUntilItsWindowEnds() {
    TokenBudgetStatus before = status(1, null, NOW, spent(97));

    assertThat(status(1, before, RESET.minusMillis(1), FRESH).limits()).hasSize(1);
    assertThat(status(1, before, RESET, FRESH).limits()).isEmpty();
  }

  @Test
  void anEditedBudgetBeginsAnew() {
    TokenBudgetStatus before = status(1, null, NOW, spent(97));

    assertThat(status(2, before, NOW, FRESH).limits()).isEmpty();
  }

  static Stream<Arguments> sights() {
    Watermark today97 = seen(97, 90, RESET);
    Watermark today40 = seen(40, null, RESET);
    Watermark yesterday80 = seen(80, 80, NOW);
    Watermark tomorrow10 = seen(10, null, RESET.plusSeconds(86_400));
    return Stream.of(
        Arguments.of("the one that looked last is gone", today97, List.of(today40), "0 90"),
        Arguments.of("the one that stays looked last", today40, List.of(today97), "0 90"),
        Arguments.of("of two the one that saw more", null, List.of(today97, today40), "0 90"),
        Arguments.of("in another order", null, List.of(today40, today97), "0 90"),
        Arguments.of("one is still in the last window", null, List.of(yesterday80, today40), "60"),
        Arguments.of("all are in the last window", null, List.of(yesterday80), ""),
        Arguments.of("a window has begun for one", null, List.of(today97, tomorrow10), "90"),
        Arguments.of("a window has begun since", today97, List.of(tomorrow10), "90"),
        Arguments.of("nobody of today has looked", today97, List.of(), "0 90"),
        Arguments.of("a limit without a window", null, List.of(seen(55, 50, null)), "45 50"),
        Arguments.of("an odd figure", null, List.of(seen(3, null, RESET)), "95"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sights")
  void theLatestWindowCountsAndInItTheMostThatAnyoneSawUsed(
      String what, @Nullable Watermark known, List<Watermark> reported, String expected) {
    TokenBudgetStatus before =
        known == null ? null : status(1, null, NOW, List.of(telling("gone", known)));

    TokenBudgetStatus after =
        status(
            1,
            before,
            NOW,
            IntStream.range(0, reported.size())
                .mapToObj(i -> telling("p" + i, reported.get(i)))
                .toList());

    assertThat(
            after.limits().stream()
                .map(
                    limit ->
                        limit.remainingPercentBand()
                            + (limit.threshold() == null ? "" : " " + limit.threshold()))
                .collect(Collectors.joining()))
        .isEqualTo(expected);
  }

  private static TokenBudgetStatus status(
      long generation, @Nullable TokenBudgetStatus previous, Instant now, Report report) {
    return status(generation, previous, now, List.of(report));
  }

  private static TokenBudgetStatus status(
      long generation, @Nullable TokenBudgetStatus previous, Instant now, List<Report> reports) {
    return (TokenBudgetStatus)
        Statuses.of(
                BUDGET,
                generation,
                previous,
                board(
                    reports.stream().map(report -> reporting(report.proxy(), report)).toList(),
                    good(BUDGET, generation)),
                now)
            .orElseThrow();
  }

  private static Watermark seen(int percent, @Nullable Integer threshold, @Nullable Instant end) {
    return new Watermark(
        "ai/daily", "day", percent, threshold, end == null ? null : end.toEpochMilli());
  }

  private static Report spent(int percent) {
    return telling(FRESH.proxy(), seen(percent, null, RESET));
  }

  private static Report telling(String proxy, Watermark mark) {
    return new Report(
        proxy,
        FRESH.version(),
        FRESH.epoch(),
        FRESH.sequence(),
        FRESH.digest(),
        false,
        null,
        List.of(),
        List.of(mark),
        List.of());
  }
}
