package dev.headgate.dataplane.metrics;

import dev.headgate.dataplane.snapshot.SnapshotIntake;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Figures of the process itself: its snapshot, its transport, its JVM. */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  /**
   * Registers them.
   *
   * @param inFlight callers' requests that are under way
   * @param transport {@code epoll} or {@code nio}: a read-only root loses epoll silently
   */
  public static void register(
      MeterRegistry registry,
      SnapshotStore store,
      SnapshotIntake intake,
      Supplier<Number> inFlight,
      String transport,
      InstantSource clock) {
    Gauge.builder("headgate.requests.in.flight", inFlight)
        .description("Callers' requests that are under way, streams too")
        .register(registry);
    snapshot(registry, store, intake, clock);
    Gauge.builder("headgate.transport", () -> 1)
        .description("1 for the transport in use")
        .tag("transport", transport)
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    garbageCollection(registry);
  }

  private static void snapshot(
      MeterRegistry registry, SnapshotStore store, SnapshotIntake intake, InstantSource clock) {
    var appliedAt = new AtomicLong(-1);
    store.onChange(configuration -> appliedAt.set(clock.millis()));
    TimeGauge.builder(
            "headgate.snapshot.age",
            () -> appliedAt.get() < 0 ? Double.NaN : (double) (clock.millis() - appliedAt.get()),
            TimeUnit.MILLISECONDS)
        .description("Since the snapshot that is served was applied; NaN before the first")
        .register(registry);
    FunctionCounter.builder("headgate.snapshot.rejected", intake, SnapshotIntake::refusedCount)
        .description("Snapshots that could not be served; the old one stays")
        .register(registry);
  }

  @SuppressWarnings("resource") // lives as long as the process
  private static void garbageCollection(MeterRegistry registry) {
    new JvmGcMetrics().bindTo(registry);
  }
}
