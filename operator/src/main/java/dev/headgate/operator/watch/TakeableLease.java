package dev.headgate.operator.watch;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * A Lease that may be there without ever having been held, as the chart makes it so that it goes
 * with the chart. It counts as absent, and is taken by the first who comes.
 */
final class TakeableLease extends LeaseLock {

  TakeableLease(String namespace, String name, String identity) {
    super(namespace, name, identity);
  }

  @Override
  protected @Nullable LeaderElectionRecord toRecord(Lease lease) {
    LeaseSpec spec = lease.getSpec();
    return spec == null || spec.getLeaseDurationSeconds() == null ? null : super.toRecord(lease);
  }

  /** Of two that try to take it one gets a conflict, as when both make it. */
  @Override
  public synchronized void create(KubernetesClient client, LeaderElectionRecord record) {
    try {
      super.create(client, record);
    } catch (KubernetesClientException e) {
      // The look remembers the version that it saw, and the update is of that version only.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || get(client) != null) {
        throw e;
      }
      update(client, record);
    }
  }
}
