package dev.headgate.operator.watch;

import dev.headgate.operator.apply.Applier;
import dev.headgate.operator.apply.Certificates;
import dev.headgate.operator.apply.GatewayFleet;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.apply.SnapshotStore;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.feed.GatewayFeed;
import dev.headgate.operator.feed.Sequencer;
import dev.headgate.operator.health.OperatorMetrics;
import dev.headgate.operator.push.Fleet;
import dev.headgate.operator.push.LinkListener;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyClient;
import dev.headgate.operator.push.ProxyEndpoint;
import dev.headgate.operator.push.ProxyTls;
import dev.headgate.operator.push.PushOutcome;
import dev.headgate.operator.trust.Names;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operator: its caches fill at once, and it acts once it leads. One that lost its lease does
 * nothing any more and is to be ended.
 */
public final class OperatorRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);
  private static final Duration LISTING = Duration.ofSeconds(15);
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(10);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);
  private static final int STATUS_WRITERS = 16;

  private final OperatorSettings settings;
  private final Runnable lost;
  private final InstantSource clock = InstantSource.system();
  private final Changes changes = new Changes();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final OperatorMetrics metrics;
  private final Leadership leadership;
  private final Certificates certificates;
  private final Operator operator;
  private final Neighbours neighbours;
  private final Cluster cluster;
  private final GatewayFleet fleets;
  private final SnapshotStore store;
  private final World world;

  /**
   * Does nothing before {@link #start}.
   *
   * @param client not closed by this
   * @param lost called when the lease is lost; the caller must end the process, or this runtime
   */
  public OperatorRuntime(
      KubernetesClient client, OperatorSettings settings, MeterRegistry registry, Runnable lost) {
    this.settings = settings;
    this.lost = lost;
    metrics = new OperatorMetrics(registry);
    leadership = new Leadership(client, settings.lease(), executor);
    certificates = new Certificates(client, settings.namespace(), new SecureRandom());
    neighbours =
        new Neighbours(client, settings.scope(), changes::objects, this::ownObjectsChanged);
    Applier applier = new Applier(client, neighbours);
    fleets =
        new GatewayFleet(applier, certificates, settings.proxyImage(), settings.namespace(), clock);
    store = new SnapshotStore(client, applier);
    StatusDesk desk =
        new StatusDesk(
            leadership, clock, new ClusterEvents(client, clock, executor), changes::objects);
    operator =
        new Operator(
            configuration ->
                configuration
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .checkingCRDAndValidateLocalModel(false)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withCacheSyncTimeout(LISTING)
                    .withConcurrentReconciliationThreads(STATUS_WRITERS)
                    // One series for each object would grow with the cluster.
                    .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(registry)));
    cluster = new Cluster(operator, desk, settings.scope(), neighbours);
    world = new World(cluster, desk, this::begin, leadership, changes, metrics, clock);
  }

  /** Fills the caches, takes part in the election; returns when the caches had their time to. */
  public void start() {
    neighbours.start();
    leadership.start(() -> executor.execute(this::lead), lost);
    operator.start();
  }

  /** Why it cannot act although it may; empty when it can. */
  public Optional<String> missing() {
    return cluster.missing();
  }

  /** Whether it leads. */
  public boolean leads() {
    return leadership.holds();
  }

  private void ownObjectsChanged() {
    world.lookAtOwnObjects();
  }

  private void lead() {
    LOG.info("{} leads", settings.lease().identity());
    try {
      while (!renew()) {
        TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
      }
      world.start();
      while (leadership.holds()) {
        TimeUnit.NANOSECONDS.sleep(BETWEEN_RENEWALS.toNanos());
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean renew() {
    try {
      if (leadership.holds() && certificates.refresh(clock.instant())) {
        changes.objects();
      }
      return true;
    } catch (KubernetesClientException e) {
      LOG.warn("the authority's Secret cannot be read or written: {}", e.getMessage());
      return false;
    }
  }

  private GatewayRun begin(ObjectNames names) {
    int transitions =
        leadership
            .verifiedTransitions()
            .orElseThrow(() -> new KubernetesClientException("the lease is not verifiably ours"));
    SnapshotStore.Stored stored = store.load(names);
    long epoch = 1 + Math.max(transitions, stored.place().epoch());
    NamespacedName gateway = new NamespacedName(names.namespace(), names.gateway());
    String proxyName = Names.proxyOf(names.namespace(), names.gateway());
    Fleet fleet =
        new Fleet(
            ProxyClient.mutualTls(ProxyTls.context(certificates::operator, proxyName)),
            leadership,
            new GatewayListener(gateway),
            clock,
            new Random());
    GatewayDesk desk = new GatewayDesk(names, fleets, store, leadership, changes::proxies);
    return new GatewayRun(
        names, new GatewayFeed(gateway, new Sequencer(epoch), fleet), desk, stored.snapshot());
  }

  private final class GatewayListener implements LinkListener {
    private final NamespacedName gateway;

    GatewayListener(NamespacedName gateway) {
      this.gateway = gateway;
    }

    @Override
    public void changed(ProxyEndpoint proxy) {
      changes.proxies();
    }

    @Override
    public void outranked(ProxyEndpoint proxy, Place place) {
      // Asked of the API server: whoever only believes to lead must not push the leader aside.
      if (leadership.verifiedTransitions().isPresent()) {
        world.surpass(gateway, place);
      }
    }

    @Override
    public void pushed(ProxyEndpoint proxy, PushOutcome outcome, Duration took) {
      metrics.pushed(outcome, took);
    }
  }

  /** Stops acting, then gives the lease up, so that nobody acts beside the next leader. */
  @Override
  public void close() {
    world.close();
    operator.stop();
    neighbours.close();
    leadership.close();
    executor.shutdownNow();
  }
}
