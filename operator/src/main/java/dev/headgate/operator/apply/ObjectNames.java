package dev.headgate.operator.apply;

import java.util.Map;

/**
 * What the objects of one gateway are called.
 *
 * @param namespace the gateway's
 * @param gateway its name
 */
public record ObjectNames(String namespace, String gateway) {
  /** The label that every object of ours carries. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Its value. */
  public static final String US = "headgate-operator";

  /** The label that says whose object it is. */
  public static final String GATEWAY = "headgate.dev/gateway";

  /** Key of the snapshot in its Secret. */
  public static final String SNAPSHOT_KEY = "snapshot.json.gz";

  /** The Deployment's, the data Service's, the PodDisruptionBudget's and the autoscaler's. */
  public String proxy() {
    return gateway;
  }

  /** The headless Service's that names every proxy. */
  public String proxies() {
    return gateway + "-proxies";
  }

  /** The ServiceAccount's, which has no rights. */
  public String account() {
    return gateway + "-proxy";
  }

  /** The snapshot Secret's. */
  public String snapshot() {
    return gateway + "-snapshot";
  }

  /** The proxies' certificate's. */
  public String tls() {
    return gateway + "-proxy-tls";
  }

  /** Which pods are this gateway's proxies. */
  public Map<String, String> selector() {
    return Map.of("app.kubernetes.io/name", "headgate-proxy", GATEWAY, gateway);
  }

  /** What every object of this gateway carries. */
  public Map<String, String> labels() {
    return Map.of(
        "app.kubernetes.io/name",
        "headgate-proxy",
        "app.kubernetes.io/instance",
        gateway,
        "app.kubernetes.io/part-of",
        "headgate",
        MANAGED_BY,
        US,
        GATEWAY,
        gateway);
  }

  /** Where callers in the cluster reach the gateway. */
  public String address() {
    return proxy() + "." + namespace + ".svc";
  }
}
