package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.apply.Applier;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * GitOps applies the same manifests again and again: nothing may change by it, and nobody may fight
 * over a field.
 */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
class SecondApplyIT {
  private static final String APPLIER = "gitops";
  private static final Map<String, String> NAMESPACES =
      Map.of(
          "quickstart", "second-quickstart",
          "every-field", "second-every-field",
          "contract", "second-contract");

  private Installation here;

  @BeforeAll
  void start(@TempDir Path directory) {
    here = new Installation("second", directory);
    NAMESPACES.values().forEach(here.cluster::namespaceNamed);
    here.operator(
        "one",
        here.closing(here.cluster.newClient()),
        Set.of(here.namespace, "second-quickstart", "second-every-field", "second-contract"));
  }

  @AfterAll
  void end() throws Exception {
    here.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "every-field", "contract"})
  void aSecondApplyOfTheSamplesChangesNothing(String folder) {
    List<GenericKubernetesResource> objects =
        SampleObjects.of(folder, NAMESPACES.getOrDefault(folder, folder)).stream()
            .filter(SampleObjects::ours)
            .toList();
    objects.forEach(this::apply);
    within(30).untilAsserted(() -> assertThat(objects).allMatch(this::lookedAt));

    for (GenericKubernetesResource object : objects) {
      within(10)
          .untilAsserted(
              () -> {
                HasMetadata before = here.client.resource(object).get();
                HasMetadata after = apply(object);
                assertThat(after.getMetadata().getGeneration()).isEqualTo(1);
                assertThat(after.getMetadata().getResourceVersion())
                    .isEqualTo(before.getMetadata().getResourceVersion());
              });
    }
    assertThat(objects)
        .allSatisfy(
            object ->
                assertThat(here.client.resource(object).get().getMetadata().getManagedFields())
                    .isNotEmpty()
                    .allSatisfy(SecondApplyIT::ownsItsHalf));
  }

  /**
   * The applier owns what stands in the manifest, the operator the status: never a field in common.
   */
  private static void ownsItsHalf(ManagedFieldsEntry entry) {
    Set<String> fields = entry.getFieldsV1().getAdditionalProperties().keySet();
    switch (entry.getManager()) {
      case APPLIER -> assertThat(fields).doesNotContain("f:status").contains("f:spec");
      case Applier.FIELD_MANAGER -> {
        assertThat(entry.getSubresource()).isEqualTo("status");
        assertThat(fields).containsExactly("f:status");
      }
      default -> throw new AssertionError("nobody knows " + entry);
    }
  }

  @Test
  void anAutoscalersNumberOfReplicasStaysItsOwn() {
    String gateway =
        """
        apiVersion: headgate.dev/v1alpha1
        kind: LlmGateway
        metadata: {name: elastic, namespace: %s}
        spec: {%s}
        """;
    here.apply(gateway.formatted(here.namespace, "replicas: 3"));
    within(20).until(() -> replicas() == 3);

    here.apply(gateway.formatted(here.namespace, "autoscaling: {minReplicas: 2, maxReplicas: 9}"));
    within(20)
        .until(
            () ->
                here.client
                        .autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .inNamespace(here.namespace)
                        .withName("elastic")
                        .get()
                    != null);
    within(20).until(() -> ownersOfReplicas().stream().noneMatch(Applier.FIELD_MANAGER::equals));
    assertThat(replicas()).as("handing over takes no proxy away").isEqualTo(3);

    here.client.apps().deployments().inNamespace(here.namespace).withName("elastic").scale(5);
    here.apply(
        gateway.formatted(
            here.namespace,
            "autoscaling: {minReplicas: 2, maxReplicas: 9}, region: eu-west,"
                + " resources: {requests: {cpu: \"2\"}}"));

    within(20)
        .until(
            () ->
                deployment()
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .getResources()
                    .getRequests()
                    .get("cpu")
                    .getAmount()
                    .equals("2"));
    assertThat(replicas()).isEqualTo(5);
    assertThat(ownersOfReplicas()).doesNotContain(Applier.FIELD_MANAGER);

    here.apply(gateway.formatted(here.namespace, "replicas: 4"));
    within(20).until(() -> replicas() == 4);
  }

  private HasMetadata apply(GenericKubernetesResource object) {
    return here.client.resource(object).fieldManager(APPLIER).serverSideApply();
  }

  private boolean lookedAt(GenericKubernetesResource object) {
    Object observed = here.client.resource(object).get().get("status", "observedGeneration");
    return observed instanceof Number number && number.longValue() == 1;
  }

  private Deployment deployment() {
    return here.client.apps().deployments().inNamespace(here.namespace).withName("elastic").get();
  }

  private int replicas() {
    Deployment deployment = deployment();
    return deployment == null ? 0 : deployment.getSpec().getReplicas();
  }

  private List<String> ownersOfReplicas() {
    return deployment().getMetadata().getManagedFields().stream()
        .filter(
            entry ->
                entry.getFieldsV1().getAdditionalProperties().get("f:spec")
                        instanceof Map<?, ?> spec
                    && spec.containsKey("f:replicas"))
        .map(ManagedFieldsEntry::getManager)
        .toList();
  }
}
