package dev.headgate.operator.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.util.function.LongSupplier;

/**
 * A lock that remembers when it was last renewed, by a clock that goes on while the process is
 * paused. The moment before the request counts: the answer may be late.
 */
final class ObservedLease implements Lock {
  private final Lock lock;
  private final LongSupplier nanoTime;
  private volatile long renewedAt;

  ObservedLease(Lock lock, LongSupplier nanoTime) {
    this.lock = lock;
    this.nanoTime = nanoTime;
    this.renewedAt = nanoTime.getAsLong() - Long.MAX_VALUE / 2;
  }

  /** Nanoseconds since the last successful renewal was sent. */
  long age() {
    return nanoTime.getAsLong() - renewedAt;
  }

  @Override
  public LeaderElectionRecord get(KubernetesClient client) {
    return lock.get(client);
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord record) {
    long before = nanoTime.getAsLong();
    lock.create(client, record);
    renewedAt = before;
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord record) {
    long before = nanoTime.getAsLong();
    lock.update(client, record);
    // Giving the lease up is an update too.
    renewedAt =
        identity().equals(record.getHolderIdentity()) ? before : before - Long.MAX_VALUE / 2;
  }

  @Override
  public String identity() {
    return lock.identity();
  }

  @Override
  public String describe() {
    return lock.describe();
  }
}
