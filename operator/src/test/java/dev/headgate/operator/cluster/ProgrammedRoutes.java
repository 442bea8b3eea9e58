package dev.headgate.operator.cluster;

import dev.headgate.crds.ConditionStatus;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Which generation of each route its status calls Programmed, as a user's watch sees it. */
final class ProgrammedRoutes implements AutoCloseable {
  private final Map<String, Long> programmed = new HashMap<>();
  private final SharedIndexInformer<LlmRoute> informer;

  /** Watches until closed. */
  ProgrammedRoutes(KubernetesClient client, String namespace) {
    informer =
        client
            .resources(LlmRoute.class)
            .inNamespace(namespace)
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(LlmRoute route) {
                    seen(route);
                  }

                  @Override
                  public void onUpdate(LlmRoute before, LlmRoute after) {
                    seen(after);
                  }

                  @Override
                  public void onDelete(LlmRoute route, boolean unknown) {}
                });
  }

  private synchronized void seen(LlmRoute route) {
    if (route.getStatus() != null) {
      route
          .getStatus()
          .condition(ConditionType.Programmed)
          .filter(condition -> condition.status().equals(ConditionStatus.True.name()))
          .ifPresent(
              condition ->
                  programmed.put(route.getMetadata().getName(), condition.observedGeneration()));
      notifyAll();
    }
  }

  /** How many are, at whatever generation. */
  synchronized int count() {
    return programmed.size();
  }

  /** Waits until that generation of the route is. */
  synchronized void await(String route, long generation, Duration atMost)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + atMost.toNanos();
    while (programmed.getOrDefault(route, 0L) < generation) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new TimeoutException(route + " was not programmed within " + atMost);
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    informer.close();
  }
}
