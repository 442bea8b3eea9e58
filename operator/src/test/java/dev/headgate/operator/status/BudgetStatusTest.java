package dev.headgate.operator.status;

import static dev.headgate.operator.status.Fixture.BUDGET;
import static dev.headgate.operator.status.Fixture.WANTED;
import static dev.headgate.operator.status.Fixture.board;
import static dev.headgate.operator.status.Fixture.good;
import static dev.headgate.operator.status.Fixture.report;
import static dev.headgate.operator.status.Fixture.reporting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Report;
import dev.headgate.crds.budget.LimitStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

  @Test
  void aProxyThatKnowsGoesBeforeWhatWasKnown() {
    TokenBudgetStatus before = status(1, null, NOW, spent(97));

    assertThat(status(1, before, NOW, spent(20)).limits())
        .extracting(LimitStatus::remainingPercentBand)
        .containsExactly(80);
  }

  private static TokenBudgetStatus status(
      long generation, @Nullable TokenBudgetStatus previous, Instant now, Report report) {
    return (TokenBudgetStatus)
        Statuses.of(
                BUDGET,
                generation,
                previous,
                board(List.of(reporting(report.proxy(), report)), good(BUDGET, generation)),
                now)
            .orElseThrow();
  }

  private static Report spent(int percent) {
    return new Report(
        FRESH.proxy(),
        FRESH.version(),
        FRESH.epoch(),
        FRESH.sequence(),
        FRESH.digest(),
        false,
        null,
        List.of(),
        List.of(new Report.Watermark("ai/daily", "day", percent, null, RESET.toEpochMilli())),
        List.of());
  }
}
