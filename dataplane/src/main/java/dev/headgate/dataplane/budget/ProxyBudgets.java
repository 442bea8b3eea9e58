package dev.headgate.dataplane.budget;

import dev.headgate.contract.Report;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the event loops of one proxy share: how the store and the limits look from here, and what
 * tenants may spend while the store is away. One for each proxy; safe from any thread.
 */
public final class ProxyBudgets {
  final InstantSource clock;
  final Steps steps;
  final BudgetTimes times;
  final Fullness fullness = new Fullness();
  final OutageAllowance allowance = new OutageAllowance();
  final AtomicLong openHolds = new AtomicLong();
  final AtomicLong dispatchedHolds = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private final CopyOnWriteArrayList<StoreState> stores = new CopyOnWriteArrayList<>();

  /**
   * @param clock the proxy's time
   * @param nanoTime ticker for timeouts and durations
   * @param steps told how long each call to the store took
   * @param times of holds
   */
  public ProxyBudgets(
      InstantSource clock, LongSupplier nanoTime, StepListener steps, BudgetTimes times) {
    this.clock = clock;
    this.steps = new Steps(nanoTime, steps);
    this.times = times;
  }

  /** How the store looks: null when the gateway has none. */
  public Report.@Nullable Redis redis() {
    var used = stores.stream().filter(StoreState::used).toList();
    if (used.isEmpty()) {
      return null;
    }
    var warnings = new LinkedHashSet<String>();
    used.forEach(store -> warnings.addAll(store.warnings()));
    boolean connected = used.stream().allMatch(StoreState::connected);
    return new Report.Redis(
        connected ? Report.RedisState.Connected : Report.RedisState.Unavailable,
        new ArrayList<>(warnings));
  }

  /** How near limits are, as calls through this proxy saw them last. */
  public List<Report.Watermark> watermarks() {
    return fullness.watermarks(clock.millis());
  }

  /** The same, exact, for the metric. */
  public List<UsedRatio> usedRatios() {
    return fullness.ratios(clock.millis());
  }

  /** Holds that are open and not yet dispatched: {@code headgate_holds{state="reserved"}}. */
  public long reservedHolds() {
    return openHolds.get() - dispatchedHolds.get();
  }

  /** Holds of calls that are under way: {@code headgate_holds{state="dispatched"}}. */
  public long dispatchedHolds() {
    return dispatchedHolds.get();
  }

  /**
   * Charges that the store is not known to have yet: {@code headgate_holds{state="unrecorded"}}.
   */
  public long unrecordedCharges() {
    return stores.stream().mapToLong(StoreState::unrecorded).sum();
  }

  /** Grows whenever {@link #redis} or {@link #watermarks} would say something else. */
  public long changes() {
    return changes.get() + fullness.changes();
  }

  StoreState register() {
    var state = new StoreState(changes::incrementAndGet);
    stores.add(state);
    return state;
  }

  void unregister(StoreState state) {
    stores.remove(state);
    changes.incrementAndGet();
  }
}
