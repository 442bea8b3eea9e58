package dev.headgate.operator.watch;

import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.Compiler;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.compile.WorldView;
import dev.headgate.operator.health.OperatorMetrics;
import dev.headgate.operator.push.Fence;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.status.Board;
import dev.headgate.operator.status.GatewayState;
import dev.headgate.operator.status.SameStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leader's loop: whatever happens marks the world as changed; at most every 50 ms all gateways
 * are compiled from one view of it, fed to their proxies, and the objects whose status should say
 * something else are woken.
 */
final class World implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(World.class);
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);
  private static final Duration IMPATIENT = Duration.ofSeconds(1);

  /** Even when nothing happens: prices change, certificates end, a minute for bands is over. */
  private static final Duration CALM = Duration.ofSeconds(15);

  /** Makes what a gateway needs while this operator leads. */
  interface GatewayRuns {
    /**
     * Begins a gateway's run.
     *
     * @throws KubernetesClientException when its stored snapshot cannot be read; tried again
     */
    GatewayRun begin(ObjectNames names);
  }

  private final Cluster cluster;
  private final StatusDesk desk;
  private final GatewayRuns begin;
  private final Fence fence;
  private final Changes changes;
  private final OperatorMetrics metrics;
  private final InstantSource clock;
  private final Map<NamespacedName, GatewayRun> runs = new ConcurrentHashMap<>();
  private final StatusPace pace = new StatusPace();

  private boolean incomplete = true;
  private final Lasting missing = new Lasting();
  private final Lasting deaf = new Lasting();
  private @Nullable Instant validUntil;
  private Map<ObjectKey, Long> looked = Map.of();
  private Map<ObjectKey, Verdict> unattached = Map.of();
  private @Nullable Thread thread;

  /** Does nothing before {@link #start}. */
  World(
      Cluster cluster,
      StatusDesk desk,
      GatewayRuns begin,
      Fence fence,
      Changes changes,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.cluster = cluster;
    this.desk = desk;
    this.begin = begin;
    this.fence = fence;
    this.changes = changes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Begins the loop. */
  void start() {
    changes.objects();
    thread = Thread.ofVirtual().name("world").start(this::run);
  }

  /** A gateway's proxy is ahead of us although we verifiably lead. */
  void surpass(NamespacedName gateway, Place theirs) {
    GatewayRun run = runs.get(gateway);
    if (run != null) {
      run.surpass(theirs);
      changes.proxies();
    }
  }

  /**
   * Objects that we made have changed. Nothing is compiled of them: what someone else wrote is put
   * back, and our own writes come back here, too.
   */
  void lookAtOwnObjects() {
    runs.values().forEach(run -> run.desk().lookAgain());
  }

  private void run() {
    try {
      while (true) {
        boolean waiting = runs.values().stream().anyMatch(GatewayRun::waiting);
        boolean untold = pace.holding();
        Changes.Happened happened =
            changes.await(patience(waiting || untold || looks(), validUntil, clock.instant()));
        if (fence.holds()) {
          round(
              switch (happened) {
                case OBJECTS -> true;
                case PROXIES -> false;
                case NOTHING -> looks() || !(waiting || untold);
              });
        }
        TimeUnit.NANOSECONDS.sleep(BETWEEN_ROUNDS.toNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How long nothing may happen: until time itself changes something, if that is sooner.
   *
   * @param until the moment of that; null when there is none
   */
  static Duration patience(boolean expecting, @Nullable Instant until, Instant now) {
    Duration longest = expecting ? IMPATIENT : CALM;
    if (until == null || !until.isAfter(now)) {
      return longest;
    }
    Duration left = Duration.between(now, until);
    return left.compareTo(longest) < 0 ? left : longest;
  }

  /** Whether compile is to look although nothing happened. */
  private boolean looks() {
    Instant until = validUntil;
    boolean due = until != null && !clock.instant().isBefore(until);
    return incomplete || deaf.lasts() || due || runs.values().stream().anyMatch(GatewayRun::held);
  }

  private void round(boolean compile) {
    try {
      Optional<String> lacking = cluster.missing();
      incomplete = lacking.isPresent();
      String blind = missing.told(lacking, clock.instant());
      if (lacking.isPresent()) {
        LOG.info("nothing is compiled: {}", lacking.get());
        if (blind != null) {
          publish(new Board(Map.of(), Map.of(), List.of(), blind));
        }
        return;
      }
      if (compile) {
        metrics.compiled(() -> compile(cluster.view(clock.instant())));
      }
      List<GatewayState> states =
          runs.values().stream().flatMap(run -> run.state().stream()).toList();
      // What is cached is served on while a kind sees no changes, and edits of other kinds too.
      Board board =
          new Board(looked, unattached, states, deaf.told(cluster.deaf(), clock.instant()));
      metrics.show(board);
      if (!pace.holds(states.stream().anyMatch(GatewayState::answering), clock.instant())) {
        publish(board);
      }
    } catch (RuntimeException e) {
      // A bug, or the API server in the middle of something: the next round sees the world anew.
      LOG.error("a round failed and is done again", e);
      changes.objects();
    }
  }

  private void compile(WorldView view) {
    Set<NamespacedName> present = new HashSet<>();
    Map<NamespacedName, Compilation> compilations = new LinkedHashMap<>();
    for (LlmGateway gateway : cluster.gateways()) {
      NamespacedName name =
          new NamespacedName(gateway.getMetadata().getNamespace(), gateway.getMetadata().getName());
      if (view.gateways().stream().noneMatch(g -> g.id().equals(name.toString()))) {
        // It came after the view was taken: its own event brings the next round.
        continue;
      }
      present.add(name);
      run(name, gateway).ifPresent(run -> compilations.put(name, compile(run, gateway, view)));
    }
    runs.keySet().stream().filter(name -> !present.contains(name)).toList().forEach(this::end);
    unattached = Compiler.unattached(view);
    looked = generations(view);
    validUntil =
        compilations.values().stream()
            .map(Compilation::validUntil)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  private Compilation compile(GatewayRun run, LlmGateway gateway, WorldView view) {
    Compilation compilation = Compiler.compile(run.gateway(), view);
    LlmGatewaySpec spec = gateway.getSpec();
    ObjectNames names = run.names();
    run.members(Endpoints.of(cluster.neighbours().slices(names.namespace(), names.proxies())));
    run.take(compilation, desk::wasDeleted, clock.instant());
    Verdict verdict =
        compilation
            .verdicts()
            .get(new ObjectKey(Kind.LlmGateway, names.namespace(), names.gateway()));
    if (spec != null && verdict != null && verdict.accepted().ok()) {
      run.desk().want(gateway.getMetadata().getUid(), spec);
    }
    return compilation;
  }

  private Optional<GatewayRun> run(NamespacedName name, LlmGateway gateway) {
    GatewayRun present = runs.get(name);
    if (present != null) {
      return Optional.of(present);
    }
    try {
      GatewayRun fresh =
          begin.begin(
              new ObjectNames(
                  gateway.getMetadata().getNamespace(), gateway.getMetadata().getName()));
      runs.put(name, fresh);
      return Optional.of(fresh);
    } catch (KubernetesClientException e) {
      LOG.warn("gateway {} cannot begin and is tried again: {}", name, e.getMessage());
      changes.objects();
      return Optional.empty();
    }
  }

  private void end(NamespacedName name) {
    GatewayRun run = runs.remove(name);
    if (run != null) {
      run.close();
    }
  }

  private static Map<ObjectKey, Long> generations(WorldView view) {
    Map<ObjectKey, Long> generations = new HashMap<>();
    Stream.of(
            view.gateways(),
            view.backends(),
            view.routes(),
            view.budgets(),
            view.consumers(),
            view.firewalls(),
            view.drills())
        .flatMap(List::stream)
        .forEach(resource -> generations.put(resource.key(), resource.generation()));
    return generations;
  }

  private void publish(Board board) {
    desk.publish(board);
    cluster
        .objects()
        .forEach(
            object ->
                desk.status(object)
                    .filter(status -> !SameStatus.same(status, object.getStatus()))
                    .ifPresent(status -> cluster.wake(Kinds.key(object))));
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
    List.copyOf(runs.keySet()).forEach(this::end);
  }
}
