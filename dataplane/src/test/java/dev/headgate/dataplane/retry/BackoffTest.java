package dev.headgate.dataplane.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(250, 2, 8_000);

  @Test
  void theCeilingDoublesUpToItsMaximum() {
    var highest = draws(1.0);

    assertThat(IntStream.rangeClosed(1, 8).mapToLong(n -> BACKOFF.waitMs(n, null, highest)))
        .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
    assertThat(BACKOFF.waitMs(Integer.MAX_VALUE, null, highest)).isEqualTo(8_000);
  }

  @Test
  void theJitterIsFull() {
    assertThat(BACKOFF.waitMs(3, null, draws(0.0))).isZero();

    var waits =
        LongStream.generate(() -> 0).limit(10_000).map(i -> BACKOFF.waitMs(3, null, RANDOM));
    assertThat(waits.average().orElseThrow()).isBetween(480.0, 520.0);
  }

  @Test
  void retryAfterGoesBeforeTheBackoffAndIsSpread() {
    assertThat(BACKOFF.waitMs(1, 20_000L, draws(0.0))).isEqualTo(20_000);
    assertThat(BACKOFF.waitMs(1, 20_000L, draws(1.0))).isEqualTo(20_250);
    assertThat(BACKOFF.waitMs(5, 0L, draws(1.0))).isEqualTo(250);
  }

  @Property
  void noWaitLeavesItsBounds(
      @ForAll @LongRange(min = 0, max = 60_000) long base,
      @ForAll @IntRange(min = 1, max = 10) int factor,
      @ForAll @LongRange(min = 0, max = 600_000) long max,
      @ForAll @IntRange(min = 1, max = 1_000) int repetition,
      @ForAll long seed) {
    long wait = new Backoff(base, factor, max).waitMs(repetition, null, new Random(seed));

    assertThat(wait).isBetween(0L, max);
  }

  private static final RandomGenerator RANDOM = new Random(7);

  /** A source that always gives this share of what it is asked for. */
  private static RandomGenerator draws(double share) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException();
      }

      @Override
      public long nextLong(long bound) {
        return Math.min(bound - 1, (long) (share * bound));
      }
    };
  }
}
