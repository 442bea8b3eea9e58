package dev.headgate.operator.offline;

import dev.headgate.operator.compile.Compiler;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.compile.WorldView;
import dev.headgate.operator.health.OperatorMetrics;
import dev.headgate.operator.offline.ManifestsFolder.Held;
import dev.headgate.operator.push.Fence;
import dev.headgate.operator.push.Fleet;
import dev.headgate.operator.push.LinkListener;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyClient;
import dev.headgate.operator.push.ProxyEndpoint;
import dev.headgate.operator.push.PushOutcome;
import dev.headgate.operator.status.Board;
import dev.headgate.operator.status.GatewayState;
import dev.headgate.operator.status.Statuses;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's loop over a folder: look, compile, push, write statuses. One thread runs it; links
 * wake it when a proxy says something new.
 */
final class OfflineOperator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OfflineOperator.class);

  /** How often the folder is looked at: an edit acts within 2 s. */
  static final Duration LOOK = Duration.ofMillis(500);

  private final ManifestsFolder folder;
  private final StatusFolder statuses;
  private final Settings settings;
  private final OperatorMetrics metrics;
  private final InstantSource clock;
  private final Map<NamespacedName, OfflineGateway> gateways =
      new TreeMap<>(java.util.Comparator.comparing(NamespacedName::toString));
  private final Map<String, Place> outranked = new ConcurrentHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private Map<ObjectKey, Held> objects = Map.of();
  private Map<ObjectKey, Verdict> unattached = Map.of();
  private Set<String> told = Set.of();
  private volatile @Nullable Instant validUntil;
  private @Nullable NamespacedName served;

  /**
   * What it runs.
   *
   * @param proxies that serve the gateway
   * @param token that lets us program them
   * @param gateway which one they serve; null for the first of the folder
   * @param address where callers reach them
   * @param aliases addresses that are elsewhere on this machine
   * @param epoch of the snapshots
   */
  record Settings(
      List<ProxyEndpoint> proxies,
      String token,
      @Nullable NamespacedName gateway,
      String address,
      Aliases aliases,
      long epoch) {
    @Override
    public String toString() {
      return "Settings[" + proxies + "]";
    }
  }

  OfflineOperator(
      ManifestsFolder folder,
      StatusFolder statuses,
      Settings settings,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.folder = folder;
    this.statuses = statuses;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Runs until the thread is interrupted. */
  void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        step();
        if (news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          news.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        LOG.error("The folder cannot be read or a status not written: {}", e.getMessage());
        if (!pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Looks once and does what follows. */
  void step() throws IOException {
    var changed = folder.refresh();
    if (changed) {
      tell();
    }
    if (changed || validUntil == null || !clock.instant().isBefore(validUntil)) {
      compile();
    }
    outranked.forEach(
        (proxy, place) -> {
          var gateway = served == null ? null : gateways.get(served);
          if (gateway != null && outranked.remove(proxy, place)) {
            gateway.outranked(place);
          }
        });
    writeStatuses();
  }

  private void tell() {
    var now = new HashSet<String>();
    for (var finding : folder.findings()) {
      now.add(finding.text());
      if (!told.contains(finding.text())) {
        LOG.warn("{}", finding.text());
      }
    }
    told = now;
  }

  private void compile() {
    var held = new HashMap<ObjectKey, Held>();
    for (var object : folder.objects().values()) {
      OfflineWorld.key(object.manifest()).ifPresent(key -> held.put(key, object));
    }
    objects = Map.copyOf(held);
    var now = clock.instant();
    var world = OfflineWorld.of(folder.objects().values(), settings.aliases(), now);
    unattached = Compiler.unattached(world);
    var names = names(world);
    dropAllBut(names);
    var next = Instant.MAX;
    for (var name : names) {
      var compilation = Compiler.compile(name, world);
      gateways.computeIfAbsent(name, n -> open(n, names)).compiled(compilation);
      if (compilation.validUntil() != null && compilation.validUntil().isBefore(next)) {
        next = compilation.validUntil();
      }
    }
    validUntil = next;
  }

  private static List<NamespacedName> names(WorldView world) {
    var names = new ArrayList<NamespacedName>();
    for (var gateway : world.gateways()) {
      names.add(new NamespacedName(gateway.key().namespace(), gateway.key().name()));
    }
    return names;
  }

  private void dropAllBut(List<NamespacedName> names) {
    gateways
        .entrySet()
        .removeIf(
            entry -> {
              if (names.contains(entry.getKey())) {
                return false;
              }
              entry.getValue().close();
              if (entry.getKey().equals(served)) {
                served = null;
              }
              return true;
            });
  }

  private OfflineGateway open(NamespacedName name, List<NamespacedName> all) {
    var wanted = settings.gateway() == null ? all.getFirst() : settings.gateway();
    if (served != null || !name.equals(wanted)) {
      LOG.info("{} is compiled and not served: the proxies here serve {}", name, wanted);
      return new OfflineGateway(name, settings.epoch(), null, null);
    }
    served = name;
    var fleet =
        new Fleet(
            ProxyClient.loopback(settings.token()),
            Fence.OPEN,
            new Waking(),
            clock,
            RandomGenerator.getDefault());
    fleet.members(settings.proxies());
    return new OfflineGateway(name, settings.epoch(), fleet, settings.address());
  }

  private void writeStatuses() throws IOException {
    var looked = new HashMap<ObjectKey, Long>();
    objects.forEach((key, held) -> looked.put(key, held.generation()));
    List<GatewayState> states =
        gateways.values().stream().map(OfflineGateway::state).filter(Objects::nonNull).toList();
    var board = new Board(looked, unattached, states, null);
    metrics.show(board);
    var now = clock.instant();
    for (var entry : objects.entrySet()) {
      var key = entry.getKey();
      var held = entry.getValue();
      var status = Statuses.of(key, held.generation(), statuses.previous(key), board, now);
      if (status.isPresent()) {
        statuses.write(key, held.object(), held.generation(), status.get(), now);
      }
    }
    statuses.retain(objects.keySet());
  }

  /** What it waits for; empty once the folder was compiled. */
  Optional<String> missing() {
    return validUntil == null ? Optional.of("the folder was not read yet") : Optional.empty();
  }

  @Override
  public void close() {
    gateways.values().forEach(OfflineGateway::close);
  }

  /** Links only wake the loop: everything else happens on its thread. */
  private final class Waking implements LinkListener {
    @Override
    public void changed(ProxyEndpoint proxy) {
      news.release();
    }

    @Override
    public void outranked(ProxyEndpoint proxy, Place place) {
      outranked.put(proxy.name(), place);
      news.release();
    }

    @Override
    public void pushed(ProxyEndpoint proxy, PushOutcome outcome, Duration took) {
      metrics.pushed(outcome, took);
      LOG.info("{} answered a push after {} ms: {}", proxy.name(), took.toMillis(), outcome);
    }
  }
}
