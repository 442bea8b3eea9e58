package dev.headgate.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resource metrics API that finds every proxy idle: an autoscaler removes nothing while one of
 * its metrics is unknown, and how many proxies this machine's CPU calls for is not what is tested.
 */
final class IdleCpu {
  private static final String VERSION = "/apis/metrics.k8s.io/v1beta1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private IdleCpu() {}

  /** Null for a path that is not of this API. */
  static @Nullable ObjectNode answer(String path) {
    if (path.equals(VERSION)) {
      return resources();
    }
    return path.equals(VERSION + "/namespaces/" + Installation.NAMESPACE + "/pods") ? pods() : null;
  }

  private static ObjectNode resources() {
    ObjectNode list =
        JSON.createObjectNode()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", "metrics.k8s.io/v1beta1");
    list.putArray("resources")
        .addObject()
        .put("name", "pods")
        .put("singularName", "")
        .put("namespaced", true)
        .put("kind", "PodMetrics")
        .putArray("verbs")
        .add("list");
    return list;
  }

  private static ObjectNode pods() {
    ObjectNode list =
        JSON.createObjectNode()
            .put("kind", "PodMetricsList")
            .put("apiVersion", "metrics.k8s.io/v1beta1");
    list.putObject("metadata");
    var items = list.putArray("items");
    for (Pod proxy : Fleet.PROXIES.living()) {
      ObjectNode item = items.addObject();
      item.putObject("metadata")
          .put("name", proxy.getMetadata().getName())
          .put("namespace", Installation.NAMESPACE);
      item.put("timestamp", Instant.now().toString()).put("window", "15s");
      item.putArray("containers")
          .addObject()
          .put("name", "proxy")
          .putObject("usage")
          .put("cpu", "10m")
          .put("memory", "200Mi");
    }
    return list;
  }
}
