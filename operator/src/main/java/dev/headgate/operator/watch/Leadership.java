package dev.headgate.operator.watch;

import dev.headgate.operator.push.Fence;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of several operators acts: the holder of a Lease. */
public final class Leadership implements Fence, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  /**
   * The Lease and its times.
   *
   * @param namespace of the Lease
   * @param name of the Lease
   * @param identity ours, unique among operators
   * @param duration after which others may take a lease that was not renewed
   */
  public record Terms(String namespace, String name, String identity, Duration duration) {
    Duration renewDeadline() {
      return duration.multipliedBy(2).dividedBy(3);
    }

    Duration retryPeriod() {
      return duration.dividedBy(6);
    }
  }

  private final KubernetesClient client;
  private final Terms terms;
  private final ObservedLease lease;
  private final Executor executor;
  private @Nullable CompletableFuture<?> election;

  /** Takes no part before {@link #start}. */
  public Leadership(KubernetesClient client, Terms terms, Executor executor) {
    this.client = client;
    this.terms = terms;
    this.executor = executor;
    this.lease =
        new ObservedLease(
            new TakeableLease(terms.namespace(), terms.name(), terms.identity()), System::nanoTime);
  }

  /**
   * Takes part until closed.
   *
   * @param begun called once, when leading begins
   * @param lost called once, when it ends; whoever lost must stop at once and start anew
   */
  public synchronized void start(Runnable begun, Runnable lost) {
    LeaderElectionConfig config =
        new LeaderElectionConfig(
            lease,
            terms.duration(),
            terms.renewDeadline(),
            terms.retryPeriod(),
            new LeaderCallbacks(begun, lost, leader -> LOG.info("the leader is {}", leader)),
            true,
            terms.name());
    election = new LeaderElector(client, config, executor).start();
  }

  /** True while our last renewal is younger than the lease: nobody else can have it. */
  @Override
  public boolean holds() {
    return lease.age() < terms.duration().toNanos();
  }

  /**
   * How often the Lease has changed hands, if it is ours by the API server's own word; empty when
   * it is not or that cannot be known.
   */
  public Optional<Integer> verifiedTransitions() {
    try {
      LeaderElectionRecord record = lease.get(client);
      boolean ours =
          record != null
              && terms.identity().equals(record.getHolderIdentity())
              && record
                  .getRenewTime()
                  .plus(record.getLeaseDuration())
                  .isAfter(ZonedDateTime.now(ZoneOffset.UTC))
              && holds();
      return ours ? Optional.of(record.getLeaderTransitions()) : Optional.empty();
    } catch (KubernetesClientException e) {
      LOG.warn("the Lease cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Gives the Lease up. */
  @Override
  public synchronized void close() {
    if (election != null) {
      election.cancel(true);
    }
  }
}
