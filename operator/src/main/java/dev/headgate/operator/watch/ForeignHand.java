package dev.headgate.operator.watch;

import dev.headgate.crds.KindStatus;
import dev.headgate.operator.apply.Applier;
import dev.headgate.operator.status.SameStatus;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;

/**
 * Statuses that someone else wrote into. An apply takes back the values of what we say, but leaves
 * what others have added: conditions of their own would stand there for ever, and every look would
 * find the status wrong anew.
 */
final class ForeignHand {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Applier.FIELD_MANAGER)
          .withForce(true)
          .build();
  private static final PatchContext REPLACE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON)
          .withFieldManager(Applier.FIELD_MANAGER)
          .build();

  private final KubernetesClient client;

  ForeignHand(KubernetesClient client) {
    this.client = client;
  }

  /** Whether anybody but us owns a part of the status. */
  static boolean in(CustomResource<?, ?> object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> "status".equals(entry.getSubresource()))
        .anyMatch(entry -> !Applier.FIELD_MANAGER.equals(entry.getManager()));
  }

  /**
   * Makes the status what the patch says and nothing more. The apply comes first, so that every
   * field stays ours as an applied one and the replacement only takes away.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException when someone wrote between the
   *     two; the caller tries again
   */
  <R extends CustomResource<?, ? extends KindStatus>> void undo(R patch) {
    R applied = client.resource(patch).subresource("status").patch(APPLY);
    if (SameStatus.same(applied.getStatus(), patch.getStatus())) {
      return;
    }
    List<Map<String, Object>> replacement =
        List.of(
            Map.of(
                "op",
                "test",
                "path",
                "/metadata/resourceVersion",
                "value",
                applied.getMetadata().getResourceVersion()),
            Map.of("op", "replace", "path", "/status", "value", patch.getStatus()));
    client
        .resource(patch)
        .subresource("status")
        .patch(REPLACE, client.getKubernetesSerialization().asJson(replacement));
  }
}
