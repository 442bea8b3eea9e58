package dev.headgate.operator.watch;

import dev.headgate.operator.feed.Surroundings.Readiness;
import dev.headgate.operator.push.ProxyEndpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway's proxies as its headless Service's EndpointSlices tell them. */
final class Endpoints {
  /** The label that says which Service a slice belongs to. */
  static final String SERVICE = "kubernetes.io/service-name";

  private static final String ADMIN = "admin";

  private Endpoints() {}

  /** Every proxy with an admin port, and whether it would get calls. */
  static Map<ProxyEndpoint, Readiness> of(Collection<EndpointSlice> slices) {
    Map<ProxyEndpoint, Readiness> proxies = new LinkedHashMap<>();
    for (EndpointSlice slice : slices) {
      for (EndpointPort port : orEmpty(slice.getPorts())) {
        if (ADMIN.equals(port.getName()) && port.getPort() != null) {
          for (Endpoint endpoint : orEmpty(slice.getEndpoints())) {
            for (String address : orEmpty(endpoint.getAddresses())) {
              proxies.put(proxy(endpoint, address, port.getPort()), readiness(endpoint));
            }
          }
        }
      }
    }
    return proxies;
  }

  private static ProxyEndpoint proxy(Endpoint endpoint, String address, int port) {
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    String name =
        endpoint.getTargetRef() == null ? host + ":" + port : endpoint.getTargetRef().getName();
    return new ProxyEndpoint(name, URI.create("https://" + host + ":" + port));
  }

  /**
   * The Service publishes addresses that are not ready, so {@code ready} is always true there: it
   * is {@code serving} that follows the pod's readiness.
   */
  private static Readiness readiness(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    if (conditions == null) {
      return new Readiness(true, false);
    }
    Boolean serving =
        conditions.getServing() == null ? conditions.getReady() : conditions.getServing();
    return new Readiness(
        !Boolean.FALSE.equals(serving), Boolean.TRUE.equals(conditions.getTerminating()));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
