package dev.headgate.dataplane.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  @Test
  void aRestedProxyMayRepeatAHundredTimesAndThenTenTimesASecond() {
    var budget = new RetryBudget(now::get);

    assertThat(repeat(budget, 1_000)).isEqualTo(100);
    advanceMs(1_000);
    assertThat(repeat(budget, 1_000)).isEqualTo(10);
    advanceMs(250);
    assertThat(repeat(budget, 1_000)).isEqualTo(2);
    advanceMs(3_600_000);
    assertThat(repeat(budget, 1_000)).isEqualTo(100);
  }

  @Test
  void fiveCallsEarnOneRepetition() {
    var budget = new RetryBudget(now::get);
    repeat(budget, 100);

    for (int i = 0; i < 4; i++) {
      budget.firstCall();
    }
    assertThat(budget.tryRepeat()).isFalse();
    budget.firstCall();
    assertThat(budget.tryRepeat()).isTrue();
    assertThat(budget.tryRepeat()).isFalse();
  }

  @Test
  void trafficOfYesterdayIsNotSavedUp() {
    var budget = new RetryBudget(now::get);
    for (int i = 0; i < 100_000; i++) {
      budget.firstCall();
    }

    assertThat(repeat(budget, 1_000)).isEqualTo(100);
  }

  @Property(tries = 200)
  void aStormStaysUnderAFifthOfTrafficAndTenASecond(
      @ForAll @IntRange(min = 1, max = 500) int callsPerSecond,
      @ForAll @IntRange(min = 1, max = 4) int failuresPerCall,
      @ForAll @IntRange(min = 1, max = 60) int seconds) {
    var budget = new RetryBudget(now::get);
    long made = 0;

    for (int s = 0; s < seconds; s++) {
      for (int i = 0; i < callsPerSecond; i++) {
        budget.firstCall();
        made += repeat(budget, failuresPerCall);
        now.addAndGet(1_000_000_000L / callsPerSecond);
      }
    }

    assertThat(made).isLessThanOrEqualTo(101 + seconds * 10L + seconds * callsPerSecond / 5);
  }

  @Test
  void threadsThatRaceNeverTakeMoreThanThereIs() throws Exception {
    var budget = new RetryBudget(now::get);
    var taken = new AtomicInteger();
    var threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.ofPlatform().start(() -> taken.addAndGet(repeat(budget, 1_000)));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(taken).hasValue(100);
  }

  private void advanceMs(long ms) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
  }

  private static int repeat(RetryBudget budget, int wanted) {
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      taken += budget.tryRepeat() ? 1 : 0;
    }
    return taken;
  }
}
