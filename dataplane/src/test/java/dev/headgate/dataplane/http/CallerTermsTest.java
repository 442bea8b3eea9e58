package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dataplane.budget.CostCeiling;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallerTermsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x-headgate-timeout; soon; x-headgate-timeout is no duration such as 30s.",
        "x-headgate-timeout; 0s; x-headgate-timeout is no duration such as 30s.",
        "x-headgate-timeout; -5s; x-headgate-timeout is no duration such as 30s.",
        "x-headgate-max-cost; a lot; x-headgate-max-cost is no amount such as 0.05.",
        "x-headgate-max-cost; -1; x-headgate-max-cost is no amount such as 0.05.",
        "x-headgate-require; region=eu; x-headgate-require is not built yet: leave it out.",
      })
  void whatCannotBeKeptIsSaid(String name, String value, String message) {
    assertThat(CallerTerms.of(headers(name, value)))
        .isEqualTo(new CallerTerms.Invalid(new Refused.InvalidHead(message)));
  }

  @Test
  void whatCanIsRead() {
    assertThat(CallerTerms.of(headers("x-headgate-timeout", "1m30s")))
        .isEqualTo(new CallerTerms.Understood(90_000L, null));
    assertThat(CallerTerms.of(headers("x-headgate-max-cost", "0.05")))
        .isEqualTo(
            new CallerTerms.Understood(null, new CostCeiling("x-headgate-max-cost", 50_000_000)));
    assertThat(CallerTerms.of(headers("accept", "*/*")))
        .isEqualTo(new CallerTerms.Understood(null, null));
  }

  private static MultiMap headers(String name, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(name, value);
  }
}
