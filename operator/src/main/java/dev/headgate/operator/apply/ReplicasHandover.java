package dev.headgate.operator.apply;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets an autoscaler take over a Deployment's number of replicas. A field that its only owner no
 * longer applies is removed, and the API server's default for this one is 1: a gateway that changes
 * from {@code replicas} to {@code autoscaling} would lose all its proxies but one until the
 * autoscaler looks. So the number is held under another name, from which the autoscaler's first
 * change takes it.
 */
final class ReplicasHandover {
  private static final String HOLDER = Applier.FIELD_MANAGER + "-handover";

  private final KubernetesClient client;

  ReplicasHandover(KubernetesClient client) {
    this.client = client;
  }

  /**
   * To be called before what is wanted is applied; does nothing unless it leaves the number out.
   */
  void prepare(HasMetadata wanted, @Nullable HasMetadata existing) {
    if (wanted instanceof Deployment next
        && existing instanceof Deployment present
        && next.getSpec().getReplicas() == null
        && present.getMetadata().getManagedFields().stream()
            .filter(entry -> Applier.FIELD_MANAGER.equals(entry.getManager()))
            .anyMatch(entry -> hasReplicas(entry.getFieldsV1()))) {
      client
          .resource(
              new DeploymentBuilder()
                  .withNewMetadata()
                  .withNamespace(present.getMetadata().getNamespace())
                  .withName(present.getMetadata().getName())
                  .endMetadata()
                  .withNewSpec()
                  .withReplicas(present.getSpec().getReplicas())
                  .endSpec()
                  .build())
          .fieldManager(HOLDER)
          .forceConflicts()
          .serverSideApply();
    }
  }

  private static boolean hasReplicas(@Nullable FieldsV1 fields) {
    return fields != null
        && fields.getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
        && spec.containsKey("f:replicas");
  }
}
