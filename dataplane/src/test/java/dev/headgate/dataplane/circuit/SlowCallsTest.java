package dev.headgate.dataplane.circuit;

import static dev.headgate.contract.Report.CircuitState.Closed;
import static dev.headgate.contract.Report.CircuitState.HalfOpen;
import static dev.headgate.contract.Report.CircuitState.Open;
import static dev.headgate.dataplane.Backends.BREAKER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.FailureClass;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlowCallsTest {

  @ParameterizedTest(name = "usual {0} ms, a call every {1} ms")
  @CsvSource({"50,1000", "300,1000", "900,1000", "50,100", "300,20", "900,500"})
  void silenceOfAWarmedTargetIsFoundInLessThanFiveSeconds(long usualMs, long everyMs) {
    var bench = new Bench(BREAKER);
    bench.warm(usualMs);
    long onset = bench.elapsedMs();

    while (bench.shown() == Closed && bench.elapsedMs() - onset < 60_000) {
      bench.call();
      bench.pass(everyMs);
    }

    assertThat(bench.transitions)
        .hasSize(1)
        .first()
        .asString()
        .containsAnyOf("Closed>Open Silence", "Closed>Open SlowCallRate");
    assertThat(bench.elapsedMs() - onset).isLessThanOrEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 500, 100})
  void failuresOfABusyTargetOpenInLessThanFiveSeconds(long everyMs) {
    var bench = new Bench(BREAKER);
    bench.warm(300);
    long onset = bench.elapsedMs();

    while (bench.shown() == Closed && bench.elapsedMs() - onset < 60_000) {
      bench.fail();
      bench.pass(everyMs);
    }

    assertThat(bench.elapsedMs() - onset).isLessThanOrEqualTo(5_000);
  }

  @Test
  void silenceOfWholeAnswersIsFoundToo() {
    var bench = new Bench(BREAKER);
    for (int i = 0; i < 20; i++) {
      var permit = bench.wholeCall();
      bench.pass(400);
      permit.success();
    }
    long onset = bench.elapsedMs();

    while (bench.elapsedMs() - onset < 4_500) {
      if (bench.circuits.allows(Bench.TARGET)) {
        bench.wholeCall();
      }
      bench.pass(500);
    }

    assertThat(bench.transitions).containsExactly("Closed>Open Silence");
  }

  @Test
  void aShareOfSlowCallsOpensAlthoughOthersAreAnswered() {
    var bench = new Bench(BREAKER);
    bench.warm(300);
    bench.pass(10_000);

    for (int i = 0; i < 40 && bench.shown() == Closed; i++) {
      bench.call();
      bench.call();
      bench.succeed(100);
      bench.pass(150);
    }

    assertThat(bench.transitions).containsExactly("Closed>Open SlowCallRate");
  }

  @Test
  void beforeTenAnswersNothingIsSlow() {
    var bench = new Bench(BREAKER);
    for (int i = 0; i < 9; i++) {
      bench.succeed(10);
    }
    for (int i = 0; i < 100; i++) {
      bench.call();
    }
    bench.pass(600_000);

    assertThat(bench.transitions).isEmpty();
    assertThat(bench.circuits.claimProbes()).isEmpty();
  }

  @Test
  void callsWhoseAnswersHaveBegunWaitNoMore() {
    var bench = new Bench(BREAKER);
    bench.warm(100);
    for (int i = 0; i < 20; i++) {
      bench.call().firstToken();
    }
    bench.pass(1_800_000);

    assertThat(bench.transitions).isEmpty();
  }

  @Test
  void aSlowProbeOpensAgain() {
    var bench = new Bench(BREAKER);
    bench.warm(100);
    bench.fail(5);
    bench.passUntilProbe();
    assertThat(bench.shown()).isEqualTo(HalfOpen);

    bench.call();
    bench.pass(2_500);

    assertThat(bench.shown()).isEqualTo(Open);
    assertThat(bench.state().reason()).isEqualTo("ProbeSlow");
  }

  @Test
  void aProviderThatHasBecomeSlowerForGoodIsBelievedInTheEnd() {
    var bench = new Bench(BREAKER);
    bench.warm(100);
    relay(bench, 2_000, 1_000, new Random(1), () -> 4_500);

    assertThat(bench.shown()).isEqualTo(Closed);
    assertThat(bench.transitions)
        .containsExactly(
            "Closed>Open Silence", "Open>HalfOpen Silence", "HalfOpen>Closed Recovered");
  }

  static List<String> slowProfiles() {
    return List.of("uniform", "two kinds", "long runs", "bursts of hard ones");
  }

  @ParameterizedTest
  @MethodSource("slowProfiles")
  void aHealthyModelThatReasonsIsNeverOpenedNorSuspected(String profile) {
    for (int seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var bench = new Bench(seed, BREAKER, Backend.Capability.Reasoning);
      int suspicions = relay(bench, 600, 4_000, random, firstTokens(profile, random));

      assertThat(suspicions).as("seed %s", seed).isZero();
      assertThat(bench.transitions).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void aModelThatCouldReasonAndAnswersAtOnceIsFoundSilentLikeAnyOther() {
    var bench = new Bench(BREAKER, Backend.Capability.Reasoning);
    bench.warm(700);
    long onset = bench.elapsedMs();

    while (bench.shown() == Closed && bench.elapsedMs() - onset < 60_000) {
      bench.call();
      bench.pass(1_000);
    }

    assertThat(bench.elapsedMs() - onset).isLessThanOrEqualTo(5_000);
  }

  @Test
  void aHealthyChatModelIsNeverOpened() {
    for (int seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var bench = new Bench(seed, BREAKER);
      relay(
          bench, 2_000, 4_000, random, () -> (long) (300 * Math.exp(random.nextGaussian() * 0.5)));

      assertThat(bench.transitions).as("seed %s", seed).isEmpty();
    }
  }

  @Test
  void aQuietTargetWhoseLastCallWentBadlyIsToBeProbedEveryTwoSeconds() {
    var bench = new Bench(BREAKER);
    bench.warm(100);
    assertThat(bench.circuits.claimProbes()).isEmpty();

    bench.fail();
    bench.pass(500);
    assertThat(bench.circuits.claimProbes()).as("calls may follow").isEmpty();
    bench.pass(500);
    assertThat(bench.circuits.claimProbes()).containsExactly(Bench.TARGET);
    assertThat(bench.circuits.claimProbes()).as("somebody probes").isEmpty();
    bench.pass(2_000);
    assertThat(bench.circuits.claimProbes()).containsExactly(Bench.TARGET);

    bench.circuits.probed(Bench.TARGET, true);
    bench.pass(2_000);
    assertThat(bench.circuits.claimProbes()).as("it lives").isEmpty();
  }

  @Test
  void failedProbesOpenAQuietTarget() {
    var bench = new Bench(BREAKER);
    bench.warm(100);
    bench.fail();
    for (int i = 0; i < 4; i++) {
      bench.pass(2_000);
      assertThat(bench.circuits.claimProbes()).containsExactly(Bench.TARGET);
      bench.circuits.probed(Bench.TARGET, false);
    }

    assertThat(bench.shown()).isEqualTo(Open);
    bench.pass(2_000);
    assertThat(bench.circuits.claimProbes()).as("an open circuit probes by calls").isEmpty();
  }

  @Test
  void aCallThatIsSlowMakesAQuietTargetSuspicious() {
    var bench = new Bench(BREAKER);
    bench.warm(100);
    var slow = bench.call();
    bench.pass(2_500);
    assertThat(bench.circuits.claimProbes()).containsExactly(Bench.TARGET);

    slow.success();
    bench.pass(2_000);
    assertThat(bench.circuits.claimProbes()).isEmpty();
    bench.call().failure(FailureClass.Deterministic);
    bench.pass(2_000);
    assertThat(bench.circuits.claimProbes()).isEmpty();
  }

  private static LongSupplier firstTokens(String profile, Random random) {
    long[] count = {0};
    return switch (profile) {
      case "uniform" -> () -> random.nextLong(8_000, 50_001);
      case "two kinds" ->
          () ->
              random.nextInt(4) == 0
                  ? random.nextLong(40_000, 50_001)
                  : random.nextLong(8_000, 10_001);
      case "long runs" ->
          () ->
              count[0]++ % 60 < 50
                  ? random.nextLong(20_000, 25_001)
                  : random.nextLong(45_000, 50_001);
      case "bursts of hard ones" ->
          () -> count[0]++ % 40 < 30 ? random.nextLong(8_000, 9_000) : 50_000;
      default -> throw new IllegalArgumentException(profile);
    };
  }

  /** Calls at random times, each answered after its own time; says how often a probe was wanted. */
  private static int relay(
      Bench bench, int calls, long apartAtMostMs, Random random, LongSupplier firstTokenMs) {
    record Running(long endsMs, Permit permit) {}
    var running = new PriorityQueue<Running>((a, b) -> Long.compare(a.endsMs(), b.endsMs()));
    int ended = 0;
    int suspicions = 0;
    for (int i = 0; i < calls; i++) {
      bench
          .circuits
          .tryAcquire(Bench.TARGET, true)
          .ifPresent(
              p -> running.add(new Running(bench.elapsedMs() + firstTokenMs.getAsLong(), p)));
      long next = bench.elapsedMs() + random.nextLong(apartAtMostMs);
      while (!running.isEmpty() && running.element().endsMs() <= next) {
        var first = running.remove();
        bench.pass(first.endsMs() - bench.elapsedMs());
        first.permit().firstToken();
        first.permit().success();
        ended++;
      }
      bench.pass(next - bench.elapsedMs());
      suspicions += bench.circuits.claimProbes().size();
    }
    assertThat(ended).isPositive();
    return suspicions;
  }
}
