package dev.headgate.operator.apply;

import dev.headgate.crds.gateway.LlmGatewaySpec;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Optional;

/** How proxies are reached: by callers, and by the operator. */
final class ProxyServices {
  private static final int DEFAULT_PORT = 80;

  private ProxyServices() {}

  /**
   * Ready proxies' data ports. Listeners with TLS are left out: proxies do not open them yet, and a
   * port that leads nowhere would say otherwise.
   *
   * @return empty when no listener is left
   */
  static Optional<Service> data(ObjectNames names, LlmGatewaySpec spec) {
    List<ServicePort> ports =
        spec.listeners().isEmpty()
            ? List.of(port("http", DEFAULT_PORT, ProxyPorts.DATA))
            : spec.listeners().stream()
                .filter(listener -> listener.tls() == null)
                .map(listener -> port(listener.name(), listener.port(), ProxyPorts.DATA))
                .toList();
    return ports.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ServiceBuilder()
                .withNewMetadata()
                .withNamespace(names.namespace())
                .withName(names.proxy())
                .withLabels(names.labels())
                .endMetadata()
                .withNewSpec()
                .withSelector(names.selector())
                .withPorts(ports)
                .endSpec()
                .build());
  }

  private static ServicePort port(String name, int port, int target) {
    return new ServicePortBuilder()
        .withName(name)
        .withPort(port)
        .withTargetPort(new IntOrString(target))
        .withProtocol("TCP")
        .build();
  }

  /**
   * Every proxy's admin port, also of those that are not ready: they are the ones that need their
   * first snapshot.
   */
  static Service admin(ObjectNames names) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.proxies())
        .withLabels(names.labels())
        .endMetadata()
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(names.selector())
        .withPorts(port("admin", ProxyPorts.ADMIN, ProxyPorts.ADMIN))
        .endSpec()
        .build();
  }

  /** Who the proxies are to the cluster: nobody, without a token. */
  static ServiceAccount account(ObjectNames names) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withNamespace(names.namespace())
        .withName(names.account())
        .withLabels(names.labels())
        .endMetadata()
        .withAutomountServiceAccountToken(false)
        .build();
  }
}
