package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Report;
import dev.headgate.dataplane.terms.TargetKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The circuit of one target: one atomic state, what is usual for it, and the calls that wait. */
final class TargetCircuit {
  private static final long LONGEST_EXHAUSTION_MS = TimeUnit.HOURS.toMillis(1);

  private final TargetKey target;
  private final Supplier<Moment> clock;
  private final RandomGenerator random;
  private final CircuitListener listener;
  private final AtomicReference<CircuitState> state;
  private final AtomicReference<@Nullable Exhaustion> exhausted = new AtomicReference<>();
  private final AtomicReference<Latency> firstTokens = new AtomicReference<>(Latency.UNKNOWN);
  private final AtomicReference<Latency> wholeAnswers = new AtomicReference<>(Latency.UNKNOWN);
  private final Set<CallPermit> waiting = ConcurrentHashMap.newKeySet();
  private final Suspicion suspicion;
  private volatile Rules rules;
  private volatile boolean called;
  private volatile long lastAnswer;

  /** The provider's quota is used up. */
  private record Exhaustion(Moment since, Moment until) {}

  TargetCircuit(
      TargetKey target,
      Rules rules,
      Supplier<Moment> clock,
      RandomGenerator random,
      CircuitListener listener) {
    this.target = target;
    this.rules = rules;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
    var now = clock.get();
    this.lastAnswer = now.nanos();
    this.suspicion = new Suspicion(now.nanos());
    this.state = new AtomicReference<>(Closed.first(now, rules).under(rules, now));
  }

  /** Another snapshot: the state stays unless it is forced. */
  void apply(Rules changed, boolean newCredential) {
    rules = changed;
    if (newCredential || changed.force() == Backend.Force.Closed) {
      liftExhaustion();
    }
    change(s -> s.under(changed, clock.get()));
  }

  Optional<Permit> tryAcquire(boolean streaming) {
    var now = clock.get();
    called = true;
    if (exhaustedAt(now)) {
      return Optional.empty();
    }
    while (true) {
      var before = state.get();
      var current = before.at(now, rules);
      var admitted = current.admit(now, random, rules);
      var after = admitted == null ? current : admitted;
      if (before == after || state.compareAndSet(before, after)) {
        tell(before, after);
        return admitted == null ? Optional.empty() : Optional.of(begin(after, streaming, now));
      }
    }
  }

  boolean allows() {
    var now = clock.get();
    return !exhaustedAt(now) && state.get().at(now, rules).admit(now, random, rules) != null;
  }

  /** What time alone changes: probes become due, shares grow, running calls become slow. */
  void tick() {
    var now = clock.get();
    var gate = exhausted.get();
    if (gate != null && now.since(gate.until().nanos()) >= 0) {
      liftExhaustion();
    }
    change(s -> s.at(now, rules));
    int overdue = 0;
    boolean slow = false;
    long generation = state.get().term().generation();
    for (var call : waiting) {
      var usual = usual(call.streaming());
      if (usual.armed()) {
        long waited = now.since(call.started());
        boolean isSlow = (double) waited > usual.slowAfter(pace(call.streaming()));
        if (isSlow) {
          call.slow();
        }
        if (call.generation() == generation
            && call.started() - lastAnswer >= 0
            && (double) waited > usual.p99(pace(call.streaming()))) {
          overdue++;
          slow |= isSlow;
        }
      }
    }
    if (slow && overdue >= rules.silentCalls()) {
      change(s -> s.term().generation() == generation ? s.silent(now, random, rules) : s);
    }
  }

  boolean claimProbe() {
    return state.get().carriesTraffic() && suspicion.claimProbe(clock.get().nanos());
  }

  void probed(boolean alive) {
    if (alive) {
      suspicion.lift();
    } else {
      say(state.get().term().generation(), Sign.Failed);
    }
  }

  /** Called, or different from how it began. */
  boolean worthReporting() {
    return called || state.get().term().cause() != null;
  }

  Report.Circuit report() {
    return shown(state.get(), exhausted.get());
  }

  // What follows is said by the permits.

  boolean isSlow(boolean streaming, long waited) {
    var usual = usual(streaming);
    return usual.armed() && (double) waited > usual.slowAfter(pace(streaming));
  }

  void answered(boolean streaming, long waited) {
    (streaming ? firstTokens : wholeAnswers).updateAndGet(l -> l.with(waited));
    heard();
  }

  /** The provider has said something, be it a refusal. */
  void heard() {
    lastAnswer = clock.get().nanos();
  }

  void stopWaiting(CallPermit call) {
    waiting.remove(call);
  }

  void say(long generation, Sign sign) {
    if (state.get().term().generation() != generation) {
      return;
    }
    switch (sign) {
      case Succeeded, SlowSucceeded -> suspicion.lift();
      case Failed, Slow, SlowFailed -> suspicion.raise();
      case Nothing -> {}
    }
    var now = clock.get();
    change(s -> s.term().generation() == generation ? s.on(sign, now, random, rules) : s);
  }

  void exhaust(long resetInMs) {
    var now = clock.get();
    // Providers' figures can be wrong: after an hour one call finds out.
    long wait = Math.clamp(resetInMs, 0, LONGEST_EXHAUSTION_MS);
    var before = exhausted.getAndSet(new Exhaustion(now, now.plusMs(wait)));
    tell(shown(state.get(), before), report());
  }

  Moment now() {
    return clock.get();
  }

  private Permit begin(CircuitState admitted, boolean streaming, Moment now) {
    var permit = new CallPermit(this, admitted.term().generation(), streaming, now.nanos());
    suspicion.called(now.nanos());
    waiting.add(permit);
    return permit;
  }

  private Latency usual(boolean streaming) {
    return streaming ? firstTokens.get() : wholeAnswers.get();
  }

  private Pace pace(boolean streaming) {
    return Pace.of(streaming, rules.reasoning());
  }

  private boolean exhaustedAt(Moment now) {
    var gate = exhausted.get();
    return gate != null
        && now.since(gate.until().nanos()) < 0
        && rules.force() != Backend.Force.Closed;
  }

  private void liftExhaustion() {
    var before = exhausted.getAndSet(null);
    tell(shown(state.get(), before), report());
  }

  private void change(UnaryOperator<CircuitState> transition) {
    while (true) {
      var before = state.get();
      var after = transition.apply(before);
      if (before == after) {
        return;
      }
      if (state.compareAndSet(before, after)) {
        tell(before, after);
        return;
      }
    }
  }

  private void tell(CircuitState before, CircuitState after) {
    if (before != after
        && (before.shown() != after.shown() || before.term().cause() != after.term().cause())) {
      var gate = exhausted.get();
      tell(shown(before, gate), shown(after, gate));
    }
  }

  private void tell(Report.Circuit before, Report.Circuit after) {
    if (!before.equals(after)) {
      listener.changed(target, before, after);
    }
  }

  private Report.Circuit shown(CircuitState circuit, @Nullable Exhaustion gate) {
    if (gate == null || circuit instanceof Forced) {
      return circuit.circuit(target.backend(), target.model());
    }
    return new Report.Circuit(
        target.backend(),
        target.model(),
        Report.CircuitState.Open,
        gate.since().epochMs(),
        Cause.QuotaExhausted.name(),
        gate.until().epochMs());
  }
}
