package dev.headgate.operator.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.push.Place;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalHoldTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Set<String> FOUR = Set.of("ai/a", "ai/b", "ai/c", "ai/d");

  @Test
  void halfOfTheRoutesMayGoAtOnceAndMoreOnlyAfterTenSeconds() {
    RemovalHold hold = new RemovalHold();

    assertThat(hold.holds(FOUR, Set.of("ai/a", "ai/b"), id -> false, START)).isFalse();
    assertThat(hold.holds(FOUR, Set.of("ai/a"), id -> false, START)).isTrue();
    assertThat(hold.holds(FOUR, Set.of("ai/a"), id -> false, START.plusSeconds(9))).isTrue();
    assertThat(hold.holds(FOUR, Set.of("ai/a"), id -> false, START.plusSeconds(10))).isFalse();
  }

  @Test
  void whatWasSeenToBeDeletedIsBelievedAtOnce() {
    RemovalHold hold = new RemovalHold();

    assertThat(hold.holds(FOUR, Set.of(), id -> true, START)).isFalse();
    assertThat(hold.holds(FOUR, Set.of(), Set.of("ai/a", "ai/b")::contains, START)).isFalse();
    assertThat(hold.holds(FOUR, Set.of(), Set.of("ai/a")::contains, START)).isTrue();
  }

  @Test
  void aListThatComesBackWholeEndsTheDoubt() {
    RemovalHold hold = new RemovalHold();
    assertThat(hold.holds(FOUR, Set.of(), id -> false, START)).isTrue();

    assertThat(hold.holds(FOUR, FOUR, id -> false, START.plusSeconds(1))).isFalse();

    assertThat(hold.holds(FOUR, Set.of(), id -> false, START.plusSeconds(11))).isTrue();
  }

  @Test
  void placesGrowAndANewEpochIsTakenOnlyWhenSomeoneIsAhead() {
    Sequencer sequencer = new Sequencer(7);
    assertThat(sequencer.next()).isEqualTo(new Place(7, 1));
    assertThat(sequencer.next()).isEqualTo(new Place(7, 2));

    assertThat(sequencer.surpass(new Place(7, 1))).isFalse();
    assertThat(sequencer.surpass(new Place(6, 900))).isFalse();
    assertThat(sequencer.surpass(new Place(9, 3))).isTrue();

    assertThat(sequencer.next()).isEqualTo(new Place(10, 1));
  }
}
