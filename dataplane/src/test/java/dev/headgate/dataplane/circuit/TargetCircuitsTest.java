package dev.headgate.dataplane.circuit;

import static dev.headgate.contract.Report.CircuitState.Closed;
import static dev.headgate.contract.Report.CircuitState.HalfOpen;
import static dev.headgate.contract.Report.CircuitState.Open;
import static dev.headgate.dataplane.Backends.BREAKER;
import static dev.headgate.dataplane.Backends.forced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.FailureClass;
import dev.headgate.dataplane.Backends;
import dev.headgate.dataplane.terms.TargetKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TargetCircuitsTest {
  private final Bench bench = new Bench(BREAKER);

  @Test
  void aTargetThatWasNeverCalledIsNotReported() {
    assertThat(bench.circuits.states()).isEmpty();

    bench.succeed(10);

    assertThat(bench.shown()).isEqualTo(Closed);
    assertThat(bench.state().reason()).isNull();
    assertThat(bench.transitions).isEmpty();
  }

  @Test
  void fiveFailuresInARowOpenHoweverFarApart() {
    for (int i = 0; i < 4; i++) {
      bench.fail();
      bench.pass(3_600_000);
    }
    assertThat(bench.shown()).isEqualTo(Closed);

    bench.fail();

    assertThat(bench.transitions).containsExactly("Closed>Open ConsecutiveFailures");
    assertThat(bench.refused()).isTrue();
    assertThat(bench.circuits.allows(Bench.TARGET)).isFalse();
    assertThat(bench.untilProbeMs()).isBetween(60_000L, 66_000L);
  }

  @Test
  void aSuccessBetweenThemStartsTheCountAnew() {
    for (int i = 0; i < 3; i++) {
      bench.fail(4);
      bench.succeed(10);
      bench.pass(11_000);
    }

    assertThat(bench.transitions).isEmpty();
  }

  @Test
  void halfOfTenCallsFailingInTheWindowOpens() {
    for (int i = 0; i < 5; i++) {
      bench.succeed(10);
    }
    for (int i = 0; i < 2; i++) {
      bench.fail(2);
      bench.succeed(10);
    }
    assertThat(bench.transitions).isEmpty();
    bench.fail(3);

    assertThat(bench.transitions).containsExactly("Closed>Open FailureRate");
  }

  @Test
  void failuresThatHaveLeftTheWindowDoNotCount() {
    for (int i = 0; i < 50; i++) {
      bench.fail();
      bench.succeed(10);
      bench.succeed(10);
      bench.pass(1_000);
    }
    assertThat(bench.transitions).isEmpty();

    bench.pass(11_000);
    bench.fail(4);
    assertThat(bench.shown()).as("fewer than ten calls").isEqualTo(Closed);
  }

  @Test
  void theWindowMovesOnWhenTheTickerOverflows() {
    bench.succeed(0);
    bench.pass(11 * 60_000);
    for (int i = 0; i < 5; i++) {
      bench.fail(4);
      bench.succeed(0);
      bench.pass(60_000);
    }

    assertThat(bench.transitions).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureClass.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"Transient", "QuotaExhausted"})
  void whatSaysNothingAboutHealthCountsNowhere(FailureClass failure) {
    bench.fail(4);
    for (int i = 0; i < 100; i++) {
      bench.call().failure(failure);
    }
    assertThat(bench.transitions).isEmpty();

    bench.fail();

    assertThat(bench.shown()).as("nor does it end a row of failures").isEqualTo(Open);
  }

  @Test
  void aPermitTakesOneOutcome() {
    for (int i = 0; i < 10; i++) {
      var permit = bench.call();
      permit.ignore();
      permit.failure(FailureClass.Transient);
      permit.exhausted(1_000);
      permit.success();
    }
    bench.fail(4);
    var permit = bench.call();
    permit.success();
    permit.failure(FailureClass.Transient);

    assertThat(bench.transitions).isEmpty();
  }

  @Test
  void anOpenCircuitProbesWithAFewCallsAndClosesOverAGrowingShare() {
    bench.fail(5);
    bench.passUntilProbe();
    assertThat(bench.shown()).isEqualTo(HalfOpen);

    var probes = List.of(bench.call(), bench.call(), bench.call());
    assertThat(bench.refused()).as("a fourth at once").isTrue();
    probes.getFirst().ignore();
    var fourth = bench.call();
    fourth.success();

    assertThat(shareAdmitted()).isBetween(20, 90);
    bench.pass(5_000);
    assertThat(shareAdmitted()).isBetween(190, 320);
    assertThat(bench.shown()).isEqualTo(HalfOpen);
    bench.pass(5_000);
    assertThat(shareAdmitted()).isEqualTo(1_000);
    assertThat(bench.transitions)
        .containsExactly(
            "Closed>Open ConsecutiveFailures",
            "Open>HalfOpen ConsecutiveFailures",
            "HalfOpen>Closed Recovered");
  }

  @Test
  void probesThatSayNothingForLongKeepNoOthersOut() {
    bench.fail(5);
    bench.passUntilProbe();
    for (int i = 0; i < 3; i++) {
      bench.call().firstToken();
    }
    bench.pass(59_000);
    assertThat(bench.refused()).isTrue();

    bench.pass(8_000);
    bench.call().success();
    bench.pass(11_000);

    assertThat(bench.shown()).isEqualTo(Closed);
  }

  @Test
  void aQuietTargetIsNotKeptWaitingByItsShare() {
    bench.fail(5);
    bench.passUntilProbe();
    bench.succeed(10);

    for (int i = 0; i < 5; i++) {
      bench.pass(1_000);
      bench.succeed(0);
    }
  }

  @Test
  void eachFailedProbeDoublesTheTimeOpenUpToItsMaximum() {
    bench.fail(5);
    var waits = new ArrayList<Long>();
    for (int i = 0; i < 7; i++) {
      waits.add(bench.untilProbeMs());
      bench.passUntilProbe();
      bench.fail();
      assertThat(bench.state().reason()).isEqualTo("ProbeFailed");
    }

    long expected = 60_000;
    for (long wait : waits) {
      assertThat(wait).isBetween(expected, Math.min(900_000, expected * 11 / 10));
      expected = Math.min(900_000, expected * 2);
    }
  }

  @Test
  void aCircuitThatStaysHealthyForAsLongAsItWasOpenStartsOver() {
    bench.fail(5);
    bench.passUntilProbe();
    bench.fail();
    bench.recover();
    assertThat(bench.shown()).isEqualTo(Closed);

    bench.fail(5);
    assertThat(bench.untilProbeMs()).as("it flaps").isBetween(240_000L, 264_000L);

    bench.recover();
    bench.pass(264_000);
    bench.fail(5);
    assertThat(bench.untilProbeMs()).isBetween(60_000L, 66_000L);
  }

  @ParameterizedTest(name = "open for {0} ms: each share for {1} ms")
  @CsvSource({"1000,250", "60000,5000", "86400000,30000"})
  void aRampTakesAFractionOfTheTimeOpenWithinBounds(long openForMs, long shareMs) {
    bench.apply(
        new Backend.CircuitBreaker(5, 10_000, 10, 50, 60, openForMs, openForMs, 3, null), "key-1");
    bench.fail(5);
    bench.passUntilProbe();
    bench.succeed(0);

    bench.pass(2 * shareMs - TargetCircuits.TICK_MS);
    assertThat(bench.shown()).isEqualTo(HalfOpen);
    bench.pass(2 * TargetCircuits.TICK_MS);
    assertThat(bench.shown()).isEqualTo(Closed);
  }

  @Test
  void aRampOpensAgainByTheSameRules() {
    bench.fail(5);
    bench.passUntilProbe();
    bench.succeed(10);
    for (int i = 0; i < 5; i++) {
      bench.pass(1_000);
      bench.fail();
    }

    assertThat(bench.shown()).isEqualTo(Open);
    assertThat(bench.untilProbeMs()).isBetween(120_000L, 132_000L);
  }

  @Test
  void callsFromBeforeTheOpeningComeTooLateToMeanAnything() {
    var old = bench.call();
    var older = bench.call();
    bench.fail(5);
    bench.passUntilProbe();
    bench.call();

    old.success();
    older.failure(FailureClass.Transient);

    assertThat(bench.shown()).isEqualTo(HalfOpen);
  }

  @Test
  void aCircuitIsHeldByHandAndLetGo() {
    bench.apply(forced(Backend.Force.Open), "key-1");
    assertThat(bench.refused()).isTrue();
    assertThat(bench.state().reason()).isEqualTo("Forced");
    assertThat(bench.state().nextProbeMs()).isNull();
    bench.pass(7_200_000);
    assertThat(bench.refused()).isTrue();

    bench.apply(forced(Backend.Force.Closed), "key-1");
    bench.fail(50);
    assertThat(bench.shown()).isEqualTo(Closed);

    bench.apply(BREAKER, "key-1");
    assertThat(bench.state().reason()).isEqualTo("ForceReleased");
    bench.fail(5);
    assertThat(bench.shown()).isEqualTo(Open);
  }

  @Test
  void anExhaustedQuotaClosesTheTargetUntilItsReset() {
    bench.call().exhausted(120_000);

    assertThat(bench.refused()).isTrue();
    assertThat(bench.transitions).containsExactly("Closed>Open QuotaExhausted");
    assertThat(bench.untilProbeMs()).isEqualTo(120_000);
    bench.pass(119_999);
    assertThat(bench.refused()).isTrue();
    bench.pass(250);
    bench.succeed(10);
    assertThat(bench.transitions).containsExactly("Closed>Open QuotaExhausted", "Open>Closed null");
  }

  @Test
  void aQuotaWithoutAFigureIsTriedAfterAMinuteAndAnAbsurdOneAfterAnHour() {
    bench.call().failure(FailureClass.QuotaExhausted);
    assertThat(bench.untilProbeMs()).isEqualTo(60_000);
    bench.pass(60_000);
    bench.call().exhausted(Long.MAX_VALUE);
    assertThat(bench.untilProbeMs()).isEqualTo(3_600_000);
  }

  @Test
  void anotherCredentialOrAHandOpensAnExhaustedTarget() {
    bench.call().exhausted(600_000);
    bench.apply(BREAKER, "key-1");
    assertThat(bench.refused()).as("nothing has changed").isTrue();
    bench.apply(BREAKER, "key-2");
    bench.succeed(10);

    bench.call().exhausted(600_000);
    bench.apply(forced(Backend.Force.Closed), "key-2");
    bench.succeed(10);
  }

  @Test
  void anotherSnapshotKeepsWhatIsKnownOfTargetsThatStay() {
    bench.fail(5);
    long probe = bench.untilProbeMs();

    bench.apply(new Backend.CircuitBreaker(3, 20_000, 5, 40, 50, 1_000, 2_000, 1, null), "key-2");

    assertThat(bench.untilProbeMs()).isEqualTo(probe);
    bench.pass(probe);
    bench.call();
    assertThat(bench.refused()).as("one probe at once, as the new rules say").isTrue();

    bench.circuits.apply(Backends.snapshot(List.of(), List.of()));
    assertThat(bench.circuits.states()).isEmpty();
    bench.fail(100);
    assertThat(bench.circuits.states()).as("a target that is gone has no circuit").isEmpty();
  }

  @Test
  void eachTargetHasItsOwn() {
    var other = new TargetKey("ai/openai", "mini");
    bench.circuits.apply(
        Backends.snapshot(
            List.of(Backends.backend("ai/openai", Backends.model("gpt"), Backends.model("mini"))),
            List.of()));

    bench.fail(5);

    assertThat(bench.circuits.tryAcquire(other, true)).isPresent();
    assertThat(bench.circuits.states())
        .extracting(c -> c.model() + " " + c.state())
        .containsExactly("gpt Open", "mini Closed");
  }

  /** Of a thousand calls at one moment; they are given back. */
  private int shareAdmitted() {
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      var permit = bench.circuits.tryAcquire(Bench.TARGET, true);
      permit.ifPresent(Permit::ignore);
      admitted += permit.isPresent() ? 1 : 0;
    }
    return admitted;
  }
}
