package dev.headgate.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorldTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  static Stream<Arguments> moments() {
    return Stream.of(
        Arguments.of("nothing ends", false, null, 15_000),
        Arguments.of("a key ends next month", false, NOW.plusSeconds(2_592_000), 15_000),
        Arguments.of("a key ends in four seconds", false, NOW.plusSeconds(4), 4_000),
        Arguments.of("it ends in a moment", false, NOW.plusMillis(1), 1),
        Arguments.of("it has ended and was told", false, NOW.minusSeconds(1), 15_000),
        Arguments.of("a proxy is expected to answer", true, null, 1_000),
        Arguments.of("a proxy is expected, and a key ends", true, NOW.plusMillis(200), 200));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moments")
  void theLoopSleepsUntilTimeItselfChangesSomething(
      String when, boolean expecting, @Nullable Instant until, long millis) {
    assertThat(World.patience(expecting, until, NOW)).isEqualTo(Duration.ofMillis(millis));
  }
}
