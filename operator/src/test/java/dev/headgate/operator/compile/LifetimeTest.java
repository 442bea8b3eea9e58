package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says of its own end; certificates are in the golden world credentials-end. */
class LifetimeTest {
  private static final Instant END = Instant.ofEpochSecond(1_800_000_000);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"exp\": 1800000000} | PT720H",
        "{\"exp\": 1800000000, \"iat\": 1799996400} | PT20M",
        "{\"exp\": 1800000000, \"nbf\": 1799996400} | PT20M",
        "{\"exp\": 1800000000.5, \"iat\": 1700000000} | PT720H",
        "{\"exp\": 1800000000, \"iat\": 1800000001} | PT720H",
      })
  void aTokenIsLateInTheLastThirdOfItsLife(String claims, Duration warning) {
    assertThat(Lifetime.ofToken(token(claims))).isEqualTo(new Lifetime(END, warning));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"exp\": \"tomorrow\"}", "{\"exp\": 1e300}", "no json"})
  void aTokenThatDoesNotSayWhenIsAKeyLikeAnyOther(String claims) {
    assertThat(Lifetime.ofToken(token(claims))).isNull();
  }

  @Test
  void aKeyIsNoToken() {
    assertThat(Lifetime.ofToken("sk-proj-abc.def_ghi")).isNull();
    assertThat(Lifetime.ofToken("a.b.c")).isNull();
  }

  private static String token(String claims) {
    return "aGVhZA."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
