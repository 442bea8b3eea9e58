package dev.headgate.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.operator.push.PackedSnapshot;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.status.Persistence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatewayObjectsTest {
  private static final ObjectNames NAMES = new ObjectNames("ai", "main");

  @Test
  void aPlainGatewayRunsTwoProxiesThatMayDoNothing() {
    List<HasMetadata> objects = objects("reportingCurrency: USD");

    assertThat(objects)
        .extracting(HasMetadata::getKind)
        .containsExactly(
            "ServiceAccount",
            "Service",
            "Service",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Deployment");
    assertThat(objects)
        .allSatisfy(object -> assertThat(GatewayObjects.owned(object, "uid-1")).isTrue());
    Deployment deployment = find(objects, Deployment.class);
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    var pod = deployment.getSpec().getTemplate().getSpec();
    var container = pod.getContainers().getFirst();
    assertThat(container.getImage()).isEqualTo("proxy:default");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(container.getVolumeMounts()).allMatch(mount -> mount.getSubPath() == null);
  }

  @Test
  void proxiesHaveThePriorityThatIsWrittenAndNoneWhenNoneIs() {
    assertThat(priority("priorityClassName: llm-gateways")).isEqualTo("llm-gateways");
    assertThat(priority("reportingCurrency: USD")).isNull();
  }

  private static @Nullable String priority(String spec) {
    return find(objects(spec), Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getPriorityClassName();
  }

  @Test
  void anAutoscalerTakesProxiesAwaySlowlyAndLeavesTheWaitToTheCluster() {
    var behavior =
        find(objects("autoscaling: {maxReplicas: 9}"), HorizontalPodAutoscaler.class)
            .getSpec()
            .getBehavior();

    assertThat(behavior.getScaleUp()).isNull();
    assertThat(behavior.getScaleDown().getStabilizationWindowSeconds()).isNull();
    assertThat(behavior.getScaleDown().getSelectPolicy()).isEqualTo("Max");
    assertThat(behavior.getScaleDown().getPolicies())
        .extracting(p -> p.getType() + " " + p.getValue() + " in " + p.getPeriodSeconds())
        .containsExactly("Pods 1 in 60", "Percent 10 in 60");
  }

  @Test
  void anAutoscalerOwnsTheNumberOfProxiesAlone() {
    List<HasMetadata> objects =
        objects("image: mine:1\nautoscaling: {minReplicas: 3, maxReplicas: 9, targetInFlight: 50}");

    assertThat(find(objects, Deployment.class).getSpec().getReplicas()).isNull();
    var scaling = find(objects, HorizontalPodAutoscaler.class).getSpec();
    assertThat(scaling.getMinReplicas()).isEqualTo(3);
    assertThat(scaling.getMaxReplicas()).isEqualTo(9);
    assertThat(scaling.getMetrics())
        .extracting(m -> m.getType())
        .containsExactly("Resource", "Pods");
    var inFlight = scaling.getMetrics().getLast().getPods();
    assertThat(inFlight.getMetric().getName()).isEqualTo("headgate_requests_in_flight");
    assertThat(inFlight.getTarget().getAverageValue().getAmount()).isEqualTo("50");
  }

  @Test
  void withoutAWordOnCallsInFlightAnAutoscalerFollowsTheCpu() {
    var scaling = find(objects("autoscaling: {maxReplicas: 9}"), HorizontalPodAutoscaler.class);

    assertThat(scaling.getSpec().getMetrics())
        .extracting(m -> m.getResource().getTarget().getAverageUtilization())
        .containsExactly(70);
  }

  @Test
  void aListenerThatIsNotOpenedHasNoPort() {
    var both =
        find(
            objects(
                "listeners: [{name: http, port: 80}, {name: https, port: 443, tls: {secretRef:"
                    + " {name: x}}}]"),
            Service.class);

    assertThat(both.getSpec().getPorts()).extracting(port -> port.getPort()).containsExactly(80);
    assertThat(objects("listeners: [{name: https, port: 443, tls: {secretRef: {name: x}}}]"))
        .filteredOn(object -> object.getMetadata().getName().equals("main"))
        .extracting(HasMetadata::getKind)
        .doesNotContain("Service");
  }

  @Test
  void aSnapshotThatDoesNotFitIsSaidToBeTooLargeAndNotTried() throws Exception {
    // No API server is behind this client: a call would fail.
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      SnapshotStore store =
          new SnapshotStore(client, new Applier(client, like -> Optional.empty()));
      int size = SnapshotStore.LARGEST + 1;

      Persistence outcome =
          store.store(
              NAMES, "uid-1", new PackedSnapshot(new Place(1, 1), "sha256:x", new byte[size]));

      assertThat(outcome).isEqualTo(new Persistence.TooLarge(size));
    }
  }

  private static List<HasMetadata> objects(String spec) {
    return GatewayObjects.of(
        NAMES,
        "uid-1",
        Serialization.unmarshal(spec, LlmGatewaySpec.class),
        "proxy:default",
        "headgate-system");
  }

  private static <T extends HasMetadata> T find(List<HasMetadata> objects, Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }
}
