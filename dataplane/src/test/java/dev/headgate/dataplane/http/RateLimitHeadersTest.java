package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.budget.BudgetState;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Budgets of tokens in the words of each dialect's rate limits. */
final class RateLimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.250Z");

  private static BudgetState budget(Budget.Unit unit, Long resetsAtMs) {
    return new BudgetState("team", "day", Budget.Window.Day, unit, null, 1_000, 400, resetsAtMs);
  }

  private static Map<String, String> told(Dialect caller, BudgetState budget) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    RateLimitHeaders.tell(headers, caller, budget, InstantSource.fixed(NOW));
    return headers.entries().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0s",
    "0, 0s",
    "20, 20ms",
    "1000, 1s",
    "1001, 2s",
    "59000, 59s",
    "360000, 6m0s",
    "3600000, 1h0m0s",
    "86399000, 23h59m59s"
  })
  void durationsAreWrittenAsOpenAiWritesThem(long ms, String text) {
    assertThat(RateLimitHeaders.duration(ms)).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"OpenAI", "OpenAIResponses"})
  void openAisCallersAreToldDurations(Dialect caller) {
    var resets = NOW.plusSeconds(360).toEpochMilli();

    assertThat(told(caller, budget(Budget.Unit.TotalTokens, resets)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "x-ratelimit-limit-tokens", "1000",
                "x-ratelimit-remaining-tokens", "600",
                "x-ratelimit-reset-tokens", "6m0s"));
  }

  @ParameterizedTest
  @CsvSource({
    "TotalTokens, tokens",
    "InputTokens, input-tokens",
    "OutputTokens, output-tokens",
  })
  void anthropicsCallersAreToldTimes(Budget.Unit unit, String kind) {
    var resets = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();

    assertThat(told(Dialect.Anthropic, budget(unit, resets)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "anthropic-ratelimit-" + kind + "-limit", "1000",
                "anthropic-ratelimit-" + kind + "-remaining", "600",
                "anthropic-ratelimit-" + kind + "-reset", "2026-03-02T00:00:00Z"));
  }

  @Test
  void whatIsNoRateOfTokensIsNotToldAsOne() {
    var resets = NOW.plusSeconds(360).toEpochMilli();

    assertThat(told(Dialect.OpenAI, budget(Budget.Unit.Money, resets))).isEmpty();
    assertThat(told(Dialect.OpenAI, budget(Budget.Unit.TotalTokens, null))).isEmpty();
    assertThat(told(Dialect.Gemini, budget(Budget.Unit.TotalTokens, resets))).isEmpty();
  }
}
