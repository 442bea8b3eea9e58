package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Backend;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Report;
import dev.headgate.dataplane.Backends;
import dev.headgate.dataplane.terms.TargetKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Circuits of one target on a clock that a test moves. */
final class Bench implements CircuitListener {
  static final TargetKey TARGET = new TargetKey("ai/openai", "gpt");
  private static final long EPOCH_MS = 1_800_000_000_000L;

  final List<String> transitions = new ArrayList<>();
  final TargetCircuits circuits;
  private long nanos = Long.MAX_VALUE - TimeUnit.MINUTES.toNanos(10);
  private long elapsedMs;

  Bench(Backend.CircuitBreaker breaker, Backend.Capability... capabilities) {
    this(7, breaker, capabilities);
  }

  Bench(long seed, Backend.CircuitBreaker breaker, Backend.Capability... capabilities) {
    circuits =
        new TargetCircuits(
            () -> nanos,
            () -> java.time.Instant.ofEpochMilli(EPOCH_MS + elapsedMs),
            new Random(seed),
            this);
    apply(breaker, "key-1", capabilities);
  }

  void apply(Backend.CircuitBreaker breaker, String key, Backend.Capability... capabilities) {
    var model = Backends.model(TARGET.model(), capabilities);
    circuits.apply(
        Backends.snapshot(
            List.of(Backends.backend(TARGET.backend(), breaker, key, model)), List.of()));
  }

  @Override
  public void changed(TargetKey target, Report.Circuit before, Report.Circuit after) {
    transitions.add(before.state() + ">" + after.state() + " " + after.reason());
  }

  /** Moves time on, ticking as the proxy does. */
  void pass(long ms) {
    long left = ms;
    while (left > 0) {
      long untilTick = TargetCircuits.TICK_MS - elapsedMs % TargetCircuits.TICK_MS;
      long step = Math.min(left, untilTick);
      nanos += TimeUnit.MILLISECONDS.toNanos(step);
      elapsedMs += step;
      left -= step;
      if (step == untilTick) {
        circuits.tick();
      }
    }
  }

  long elapsedMs() {
    return elapsedMs;
  }

  Permit call() {
    return circuits.tryAcquire(TARGET, true).orElseThrow();
  }

  Permit wholeCall() {
    return circuits.tryAcquire(TARGET, false).orElseThrow();
  }

  boolean refused() {
    return circuits.tryAcquire(TARGET, true).isEmpty();
  }

  /** A stream that begins after a while and then ends at once. */
  void succeed(long firstTokenMs) {
    var permit = call();
    pass(firstTokenMs);
    permit.firstToken();
    permit.success();
  }

  void fail() {
    call().failure(FailureClass.Transient);
  }

  void fail(int times) {
    for (int i = 0; i < times; i++) {
      fail();
    }
  }

  /** Enough answers to know what is usual, spread so that the window of rates is empty after. */
  void warm(long firstTokenMs) {
    for (int i = 0; i < 20; i++) {
      succeed(firstTokenMs);
      pass(Math.max(0, 1_000 - firstTokenMs));
    }
  }

  Report.Circuit state() {
    return circuits.state(TARGET).orElseThrow();
  }

  Report.CircuitState shown() {
    return state().state();
  }

  /** When the next probe is due, from now. */
  long untilProbeMs() {
    Long probe = state().nextProbeMs();
    if (probe == null) {
      throw new AssertionError("no probe is due: " + state());
    }
    return probe - EPOCH_MS - elapsedMs;
  }

  /** To the tick that lets probes through. */
  void passUntilProbe() {
    pass(untilProbeMs() + TargetCircuits.TICK_MS);
  }

  /** Out of an open circuit, through its probe and its ramp. */
  void recover() {
    passUntilProbe();
    succeed(10);
    pass(10_500);
  }
}
