package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;

/** The pods of our two Deployments, as Kubernetes sees them. */
final class Fleet {
  static final Fleet PROXIES = new Fleet(Installation.NAMESPACE, "main", "headgate-proxy");
  static final Fleet OPERATORS =
      new Fleet(Installation.SYSTEM, Installation.OPERATOR, "headgate-operator");

  private final KubernetesClient client = TestCluster.get().client();
  private final String namespace;
  private final String deployment;
  private final String label;

  private Fleet(String namespace, String deployment, String label) {
    this.namespace = namespace;
    this.deployment = deployment;
    this.label = label;
  }

  /** All of them, those that are ending too. */
  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", label)
        .list()
        .getItems();
  }

  /** Those that nobody has told to end. */
  List<Pod> living() {
    return pods().stream().filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).toList();
  }

  /** Names of those that are ready and not ending. */
  List<String> ready() {
    return living().stream()
        .filter(Fleet::isReady)
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /**
   * Waits until the Deployment's newest template runs in so many pods and, but for those named, no
   * other pod is left.
   */
  void settles(int replicas, List<String> mayBeEnding) {
    Eventually.holds(
        120,
        () -> {
          Deployment live =
              Objects.requireNonNull(
                  client.apps().deployments().inNamespace(namespace).withName(deployment).get());
          var status = live.getStatus();
          assertThat(status.getObservedGeneration())
              .isGreaterThanOrEqualTo(live.getMetadata().getGeneration());
          assertThat(live.getSpec().getReplicas()).isEqualTo(replicas);
          assertThat(status.getUpdatedReplicas()).isEqualTo(replicas);
          assertThat(status.getAvailableReplicas()).isEqualTo(replicas);
          assertThat(status.getReplicas()).isEqualTo(replicas);
          assertThat(
                  pods().stream()
                      .map(pod -> pod.getMetadata().getName())
                      .filter(name -> !mayBeEnding.contains(name)))
              .hasSize(replicas);
        });
  }

  /** The images that its living pods run. */
  List<String> images() {
    return living().stream()
        .map(pod -> pod.getSpec().getContainers().getFirst().getImage())
        .distinct()
        .toList();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True"));
  }
}
