package dev.headgate.operator.apply;

import dev.headgate.crds.gateway.LlmGatewaySpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.ArrayList;
import java.util.List;

/** What one gateway should have in the cluster, Secrets apart. Pure. */
final class GatewayObjects {
  private GatewayObjects() {}

  /**
   * Every object, owned by the gateway so that the cluster removes it with the gateway.
   *
   * @param defaultImage of a proxy when the gateway names none
   * @param operatorNamespace where the only pods run that may program proxies
   */
  static List<HasMetadata> of(
      ObjectNames names,
      String uid,
      LlmGatewaySpec spec,
      String defaultImage,
      String operatorNamespace) {
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(ProxyServices.account(names));
    ProxyServices.data(names, spec).ifPresent(objects::add);
    objects.add(ProxyServices.admin(names));
    objects.add(ProxyPolicies.network(names, operatorNamespace));
    objects.add(ProxyPolicies.disruption(names));
    objects.add(ProxyDeployment.of(names, spec, defaultImage));
    var scaling = spec.autoscaling();
    if (scaling != null) {
      objects.add(ProxyPolicies.scaling(names, scaling));
    }
    objects.forEach(object -> own(object, names, uid));
    return objects;
  }

  /** Writes the gateway into the object as its owner. */
  static void own(HasMetadata object, ObjectNames names, String uid) {
    object.getMetadata().setOwnerReferences(List.of(owner(names, uid)));
  }

  private static OwnerReference owner(ObjectNames names, String uid) {
    return new OwnerReferenceBuilder()
        .withApiVersion("headgate.dev/v1alpha1")
        .withKind("LlmGateway")
        .withName(names.gateway())
        .withUid(uid)
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Whether the object says that the gateway owns it. */
  static boolean owned(HasMetadata object, String uid) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(reference -> reference.getUid().equals(uid));
  }
}
