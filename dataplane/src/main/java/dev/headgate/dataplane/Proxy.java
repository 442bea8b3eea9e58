package dev.headgate.dataplane;

import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.admin.AdminServer;
import dev.headgate.dataplane.budget.BudgetTimes;
import dev.headgate.dataplane.budget.ProxyBudgets;
import dev.headgate.dataplane.circuit.TargetCircuits;
import dev.headgate.dataplane.health.EventLoops;
import dev.headgate.dataplane.health.HealthServer;
import dev.headgate.dataplane.http.Collaborators;
import dev.headgate.dataplane.http.Load;
import dev.headgate.dataplane.metrics.Exposition;
import dev.headgate.dataplane.metrics.ProcessMetrics;
import dev.headgate.dataplane.metrics.ProxyMetrics;
import dev.headgate.dataplane.probe.Prober;
import dev.headgate.dataplane.report.CircuitLog;
import dev.headgate.dataplane.report.Reporter;
import dev.headgate.dataplane.report.Sight;
import dev.headgate.dataplane.retry.RetryBudget;
import dev.headgate.dataplane.snapshot.Configuration;
import dev.headgate.dataplane.snapshot.MountedSnapshot;
import dev.headgate.dataplane.snapshot.SnapshotIntake;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.snapshot.StateDirectory;
import dev.headgate.dataplane.snapshot.check.IntegrityCheck;
import dev.headgate.dataplane.upstream.ConnectionCounts;
import dev.headgate.dataplane.upstream.Credentials;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running proxy: its rooms put together, from the start to the end of draining. */
final class Proxy {
  private static final Logger log = LoggerFactory.getLogger(Proxy.class);
  private static final Duration REPORT_DEBOUNCE = Duration.ofMillis(100);
  private static final Duration CERTIFICATE_RELOAD = Duration.ofSeconds(5);
  private static final long MOUNT_POLL_MS = 500;
  private static final long START_SECONDS = 30;

  private final ProxySettings settings;
  private final Vertx vertx;
  private final InstantSource clock = InstantSource.system();
  private final EventLoops pulse = new EventLoops(System::nanoTime);
  private final Load load = new Load(Runtime.getRuntime().maxMemory());
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProxyMetrics metrics = new ProxyMetrics(registry);
  private final ProxyBudgets budgets =
      new ProxyBudgets(clock, System::nanoTime, metrics::budgetStep, BudgetTimes.DEFAULT);
  private final SnapshotStore store;
  private final SnapshotIntake intake;
  private final TargetCircuits circuits;
  private final Credentials credentials;
  private final ConnectionCounts connections = new ConnectionCounts();
  private final Reporter reporter;
  private final DataLoops loops;
  private volatile boolean draining;
  private long budgetChanges;

  private Proxy(ProxySettings settings, @Nullable StateDirectory state) {
    this.settings = settings;
    this.vertx = vertx(settings.eventLoops());
    this.store = new SnapshotStore(new IntegrityCheck(settings.gateway()));
    this.intake = new SnapshotIntake(store, state);
    this.circuits =
        new TargetCircuits(
            System::nanoTime,
            clock,
            () -> ThreadLocalRandom.current().nextLong(),
            new CircuitLog(this::changed));
    this.credentials = new Credentials(clock, this::changed);
    this.reporter = new Reporter(vertx, settings.name(), this::sight, REPORT_DEBOUNCE);
    this.loops = new DataLoops(settings, budgets);
    ProcessMetrics.register(registry, store, intake, load::exchanges, transport(), clock);
    BudgetGauges.register(registry, budgets);
    store.onChange(this::apply);
  }

  /**
   * Starts one and returns when it serves. From then on SIGTERM and SIGINT drain it and end the
   * process with 0.
   *
   * @throws IOException when the state directory or the ports file cannot be written
   * @throws IllegalStateException when it cannot listen; the message is for a person
   */
  static void start(ProxySettings settings) throws IOException, InterruptedException {
    var stateDirectory = settings.stateDirectory();
    var proxy =
        new Proxy(settings, stateDirectory == null ? null : new StateDirectory(stateDirectory));
    try {
      proxy.start();
    } catch (IOException | RuntimeException | InterruptedException e) {
      proxy.vertx.close();
      throw e;
    }
  }

  private void start() throws IOException, InterruptedException {
    intake.restore();
    followMount();
    vertx.setPeriodic(TargetCircuits.TICK_MS, timer -> tick());
    Prober.start(vertx, circuits, store, System::nanoTime, connections);
    var shared =
        new Collaborators(
            store,
            circuits,
            credentials,
            new RetryBudget(System::nanoTime),
            metrics,
            load,
            connections,
            clock,
            System::nanoTime);
    int data = await("data port", settings.dataPort(), loops.start(vertx, shared, pulse));
    var health = await("health port", settings.healthPort(), health());
    var ports = new ChosenPorts(data, health.port(), admin(), ProcessHandle.current().pid());
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "drain"));
    log.info(
        "proxy {} listens on {}: data {}, health {}, admin {}; {} event loops, transport {},"
            + " start-up cache {}, pid {}",
        settings.name(),
        settings.bind(),
        ports.data(),
        ports.health(),
        ports.admin() == null ? "off" : ports.admin(),
        settings.eventLoops(),
        transport(),
        StartCache.ofThisProcess(),
        ports.pid());
    var file = settings.portsFile();
    if (file != null) {
      ports.write(file);
    }
  }

  private void followMount() {
    var directory = settings.snapshotDirectory();
    if (directory != null) {
      var mounted = new MountedSnapshot(directory, intake);
      mounted.look();
      vertx.setPeriodic(
          MOUNT_POLL_MS,
          timer ->
              vertx.executeBlocking(
                  () -> {
                    mounted.look();
                    return true;
                  }));
    }
  }

  private Future<HealthServer> health() {
    var exposition =
        new Exposition(
            registry, circuits::states, () -> BudgetGauges.fills(budgets), connections::open);
    return new HealthServer(vertx, pulse, reporter, exposition)
        .listen(settings.healthPort(), settings.bind());
  }

  private @Nullable Integer admin() throws InterruptedException {
    var access = settings.admin();
    if (access == null) {
      return null;
    }
    int port = settings.adminPort();
    var starting =
        AdminServer.start(
            vertx, access, settings.bind(), port, intake, reporter, CERTIFICATE_RELOAD);
    return await("admin port", port, starting).port();
  }

  private void stop() {
    draining = true;
    changed();
    new Drain(load, loops, settings.drainTimeout()).run();
    // A JVM that was told to stop would say 143, but all went well.
    Runtime.getRuntime().halt(0);
  }

  private void apply(Configuration configuration) {
    synchronized (circuits) {
      circuits.apply(configuration.snapshot());
    }
    credentials.apply(configuration.snapshot());
    loops.apply(configuration.snapshot());
    changed();
  }

  private void tick() {
    synchronized (circuits) {
      circuits.tick();
    }
    // Budgets are told of calls by the thousand: whether that is news is asked for, not told.
    long changes = budgets.changes();
    if (changes != budgetChanges) {
      budgetChanges = changes;
      changed();
    }
  }

  private void changed() {
    reporter.touch();
  }

  private @Nullable Snapshot serving() {
    var current = store.current();
    return current == null ? null : current.snapshot();
  }

  private Sight sight() {
    return new Sight(
        serving(),
        draining,
        budgets.redis(),
        circuits.states(),
        budgets.watermarks(),
        credentials.rejected());
  }

  private String transport() {
    return vertx.isNativeTransportEnabled() ? "epoll" : "nio";
  }

  private static Vertx vertx(int eventLoops) {
    return Vertx.vertx(
        new VertxOptions()
            .setPreferNativeTransport(true)
            // One more than serve calls: probes and the operator never wait behind them.
            .setEventLoopPoolSize(eventLoops + 1)
            // Nothing is served from files, and the root file system may be read-only.
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static <T> T await(String what, int port, Future<T> future) throws InterruptedException {
    try {
      return future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(what + " " + port + ": " + cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          what + " " + port + ": not open after " + START_SECONDS + " s", e);
    }
  }
}
