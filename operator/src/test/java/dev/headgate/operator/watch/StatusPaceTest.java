package dev.headgate.operator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusPaceTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final StatusPace pace = new StatusPace();

  @Test
  void statusesAreWrittenAtOnceWhenNoAnswerIsExpected() {
    assertThat(pace.holds(false, START)).isFalse();
    assertThat(pace.holding()).isFalse();
  }

  @Test
  void statusesWaitUntilTheLastProxyHasAnswered() {
    assertThat(pace.holds(true, START)).isTrue();
    assertThat(pace.holding()).isTrue();
    assertThat(pace.holds(true, START.plusMillis(400))).isTrue();
    assertThat(pace.holds(false, START.plusMillis(450))).isFalse();
    assertThat(pace.holding()).isFalse();
  }

  @Test
  void aProxyThatDoesNotAnswerHoldsStatusesUpForASecondAndNoLonger() {
    assertThat(pace.holds(true, START)).isTrue();
    assertThat(pace.holds(true, START.plus(StatusPace.LONGEST))).isFalse();
  }

  @Test
  void whileItStaysSilentStatusesAreWrittenOnceASecond() {
    pace.holds(true, START);
    pace.holds(true, START.plusSeconds(1));

    assertThat(pace.holds(true, START.plusMillis(1050))).isTrue();
    assertThat(pace.holds(true, START.plusMillis(2050))).isFalse();
  }
}
