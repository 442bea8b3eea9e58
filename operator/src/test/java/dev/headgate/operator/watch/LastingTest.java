package dev.headgate.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastingTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Optional<String> TROUBLE = Optional.of("forbidden");

  private final Lasting lasting = new Lasting();

  @Test
  void aTroubleIsSaidWhenItDoesNotEnd() {
    assertThat(lasting.told(TROUBLE, NOW)).isNull();
    assertThat(lasting.told(TROUBLE, NOW.plusSeconds(20))).isNull();
    assertThat(lasting.told(TROUBLE, NOW.plusSeconds(21))).isEqualTo("forbidden");
    assertThat(lasting.lasts()).isTrue();
  }

  @Test
  void oneThatEndedBeginsAnew() {
    lasting.told(TROUBLE, NOW);

    assertThat(lasting.told(Optional.empty(), NOW.plusSeconds(15))).isNull();
    assertThat(lasting.lasts()).isFalse();
    assertThat(lasting.told(TROUBLE, NOW.plusSeconds(25))).isNull();
  }
}
