package dev.headgate.operator.apply;

import dev.headgate.crds.gateway.LlmGatewaySpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import java.time.InstantSource;

/** Brings a gateway's proxies and what is around them into the cluster. */
public final class GatewayFleet {
  private final Applier applier;
  private final Certificates certificates;
  private final String proxyImage;
  private final String operatorNamespace;
  private final InstantSource clock;

  /**
   * For all gateways.
   *
   * @param proxyImage of proxies whose gateway names none
   * @param operatorNamespace whose operator pods may program proxies
   */
  public GatewayFleet(
      Applier applier,
      Certificates certificates,
      String proxyImage,
      String operatorNamespace,
      InstantSource clock) {
    this.applier = applier;
    this.certificates = certificates;
    this.proxyImage = proxyImage;
    this.operatorNamespace = operatorNamespace;
    this.clock = clock;
  }

  /**
   * Makes everything so; does nothing that is already so.
   *
   * @param uid of the gateway
   * @throws NameConflictException when a name is taken; what comes before it in the order of
   *     creation is done
   */
  public void ensure(ObjectNames names, String uid, LlmGatewaySpec spec)
      throws NameConflictException {
    applier.apply(certificates.proxySecret(names, uid, clock.instant()), uid);
    for (HasMetadata object : GatewayObjects.of(names, uid, spec, proxyImage, operatorNamespace)) {
      applier.apply(object, uid);
    }
    if (spec.autoscaling() == null) {
      applier.remove(
          new HorizontalPodAutoscalerBuilder()
              .withNewMetadata()
              .withNamespace(names.namespace())
              .withName(names.proxy())
              .endMetadata()
              .build(),
          uid);
    }
  }
}
