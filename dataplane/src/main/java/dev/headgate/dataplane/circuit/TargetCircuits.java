package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Backend;
import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Report;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.terms.TargetKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A circuit for each model of each backend of the snapshot (resilience.md, Circuits). What they
 * have learnt survives a new snapshot. Safe from any thread; {@link #apply} and {@link #tick} come
 * from one at a time.
 */
public final class TargetCircuits implements Circuits {
  /** How often {@link #tick} is to be called: silence must be found in less than 5 s. */
  public static final long TICK_MS = 250;

  private final LongSupplier ticker;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final CircuitListener listener;
  private volatile Map<TargetKey, TargetCircuit> circuits = Map.of();
  private volatile Map<String, Backend> backends = Map.of();

  /**
   * No circuits yet.
   *
   * @param ticker nanoseconds that only grow, such as {@code System::nanoTime}
   * @param clock the time of day, for people
   * @param random for jitter and shares; must be safe from any thread
   * @param listener hears of changes
   */
  public TargetCircuits(
      LongSupplier ticker, InstantSource clock, RandomGenerator random, CircuitListener listener) {
    this.ticker = ticker;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
  }

  /** Follows a snapshot: targets that stay keep their state, those that are gone are forgotten. */
  public void apply(Snapshot snapshot) {
    var next = new HashMap<TargetKey, TargetCircuit>();
    var nextBackends = new HashMap<String, Backend>();
    for (var backend : snapshot.backends()) {
      nextBackends.put(backend.id(), backend);
      var before = backends.get(backend.id());
      boolean newCredential =
          before != null && !Objects.equals(before.credential(), backend.credential());
      for (var model : backend.models()) {
        var key = new TargetKey(backend.id(), model.name());
        var rules = Rules.of(backend, model);
        var circuit = circuits.get(key);
        if (circuit == null) {
          circuit = new TargetCircuit(key, rules, this::now, random, listener);
        } else {
          circuit.apply(rules, newCredential);
        }
        next.put(key, circuit);
      }
    }
    backends = Map.copyOf(nextBackends);
    circuits = Map.copyOf(next);
  }

  /**
   * To be called every {@link #TICK_MS}: finds calls slow while they run, moves open circuits on.
   */
  public void tick() {
    circuits.values().forEach(TargetCircuit::tick);
  }

  /**
   * Targets whose last call went badly and that are called less than once a second: each is to be
   * probed now, by something that costs nothing, and {@link #probed} told. Nobody else is given
   * them for the next 2 s.
   */
  public List<TargetKey> claimProbes() {
    var claimed = new ArrayList<TargetKey>();
    circuits.forEach(
        (key, circuit) -> {
          if (circuit.claimProbe()) {
            claimed.add(key);
          }
        });
    return claimed;
  }

  /**
   * What a probe found.
   *
   * @param alive whether the provider answered at all, with less than 500; false counts as a failed
   *     call, true only ends the suspicion
   */
  public void probed(TargetKey target, boolean alive) {
    var circuit = circuits.get(target);
    if (circuit != null) {
      circuit.probed(alive);
    }
  }

  @Override
  public Optional<Permit> tryAcquire(TargetKey target, boolean streaming) {
    var circuit = circuits.get(target);
    return circuit == null ? Optional.of(Uncounted.PERMIT) : circuit.tryAcquire(streaming);
  }

  @Override
  public boolean allows(TargetKey target) {
    var circuit = circuits.get(target);
    return circuit == null || circuit.allows();
  }

  @Override
  public Optional<Report.Circuit> state(TargetKey target) {
    return Optional.ofNullable(circuits.get(target))
        .filter(TargetCircuit::worthReporting)
        .map(TargetCircuit::report);
  }

  @Override
  public List<Report.Circuit> states() {
    return circuits.values().stream()
        .filter(TargetCircuit::worthReporting)
        .map(TargetCircuit::report)
        .sorted(Comparator.comparing(Report.Circuit::backend).thenComparing(Report.Circuit::model))
        .toList();
  }

  private Moment now() {
    return new Moment(ticker.getAsLong(), clock.millis());
  }

  /**
   * A target that a running exchange still knows and the snapshot no more: nobody asks how it is.
   */
  private enum Uncounted implements Permit {
    PERMIT;

    @Override
    public void firstToken() {}

    @Override
    public void success() {}

    @Override
    public void failure(FailureClass failure) {}

    @Override
    public void exhausted(long resetInMs) {}

    @Override
    public void ignore() {}
  }
}
