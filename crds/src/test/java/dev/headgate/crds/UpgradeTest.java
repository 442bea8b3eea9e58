package dev.headgate.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the previous release's CRDs to this one's by an apply, on a real API server. */
final class UpgradeTest {

  @Test
  void objectsOfThePreviousReleaseOutliveTheUpgradeAndTakeEdits() throws Exception {
    try (ApiServer server = ApiServer.start(PreviousRelease.CRDS)) {
      KubernetesClient client = server.client();
      objects(client).stream()
          .map(object -> object.getMetadata().getNamespace())
          .distinct()
          .forEach(namespace -> client.resource(namespace(namespace)).serverSideApply());
      List<GenericKubernetesResource> stored =
          objects(client).stream()
              .map(object -> client.resource(object).fieldManager("user").serverSideApply())
              .toList();
      assertThat(stored)
          .extracting(GenericKubernetesResource::getKind)
          .contains(
              "LlmGateway",
              "ProviderBackend",
              "LlmRoute",
              "TokenBudget",
              "LlmConsumer",
              "PromptFirewall",
              "FailoverDrill");

      server.install(PreviousRelease.CURRENT);
      client
          .resource(stored.getFirst())
          .waitUntilCondition(
              object -> object != null && object.<Object>get("status", "conditions") != null,
              30,
              TimeUnit.SECONDS);

      for (GenericKubernetesResource before : stored) {
        GenericKubernetesResource after = client.resource(before).get();
        assertThat(after.<Object>get("spec")).isEqualTo(before.<Object>get("spec"));
        assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
        assertThat(after.getMetadata().getGeneration()).isEqualTo(1);
        after.getMetadata().setLabels(Map.of("edited", "after-the-upgrade"));
        after.getMetadata().setManagedFields(null);
        assertThat(client.resource(after).update().getMetadata().getLabels())
            .containsEntry("edited", "after-the-upgrade");
      }
      // Unchanged fields are not checked again on an update: as new objects they are, by every
      // rule.
      for (GenericKubernetesResource object : objects(client)) {
        client.resource(object).delete();
        client.resource(object).waitUntilCondition(gone -> gone == null, 10, TimeUnit.SECONDS);
        assertThat(client.resource(object).create().<Object>get("spec")).isNotNull();
      }
    }
  }

  private static Namespace namespace(String name) {
    return new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
  }

  private static List<GenericKubernetesResource> objects(KubernetesClient client) {
    return PreviousRelease.objects().stream()
        .map((Path file) -> Repository.read(file))
        .flatMap(text -> Arrays.stream(text.split("(?m)^---$")))
        .map(
            document ->
                client
                    .getKubernetesSerialization()
                    .unmarshal(document, GenericKubernetesResource.class))
        .filter(object -> object != null && object.getApiVersion().startsWith("headgate.dev/"))
        .toList();
  }
}
