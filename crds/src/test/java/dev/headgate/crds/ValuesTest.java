package dev.headgate.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.crds.backend.NoCredential;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "15s, 15000",
    "1h30m, 5400000",
    "250ms, 250",
    "1m500ms, 60500",
    "1h1h, 7200000",
    "99999h, 359996400000",
    "0s, 0"
  })
  void aDurationIsTheSumOfItsParts(String text, long millis) {
    assertThat(new Timespan(text).millis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "15", "2d", "1.5h", "-1s", "1h 30m", "100000s", "1h1h1h1h1h"})
  void whatIsNoDurationIsReadButNotComputed(String text) throws JsonProcessingException {
    Timespan read = JSON.readValue(JSON.writeValueAsString(text), Timespan.class);

    assertThat(read).hasToString(text);
    assertThatThrownBy(read::millis)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("15s or 1h30m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"5000", "500000000000", "\"200.00\""})
  void aLimitKeepsItsForm(String json) throws JsonProcessingException {
    CountOrMoney limit = JSON.readValue(json, CountOrMoney.class);

    assertThat(limit.getClass())
        .isEqualTo(json.startsWith("\"") ? CountOrMoney.Money.class : CountOrMoney.Count.class);
    assertThat(JSON.writeValueAsString(limit)).isEqualTo(json);
  }

  @Test
  void aMomentIsReadInAnyZoneAndWrittenInWholeSeconds() {
    assertThat(new Timestamp("2026-12-24T18:00:00+01:00").instant())
        .isEqualTo(Instant.parse("2026-12-24T17:00:00Z"));
    assertThat(Timestamp.of(Instant.parse("2026-12-24T17:00:00.999Z")))
        .hasToString("2026-12-24T17:00:00Z");
  }

  @Test
  void anEmptyObjectIsWrittenAndAnAbsentListIsNot() throws JsonProcessingException {
    assertThat(JSON.writeValueAsString(new NoCredential())).isEqualTo("{}");
    assertThat(JSON.writeValueAsString(new LabelSelector(Map.of()))).isEqualTo("{}");
  }
}
