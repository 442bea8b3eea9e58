package dev.headgate.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What an operator asks of the API server, by verb and kind of object; watches and Leases aside.
 */
final class CountedCalls implements Interceptor {
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

  /** A client whose calls are counted; to be closed by the caller. */
  KubernetesClient client(TestCluster cluster) {
    return new KubernetesClientBuilder()
        .withConfig(cluster.config())
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("counted", this))
        .build();
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    String path = request.uri().getPath();
    String query = request.uri().getQuery();
    if (path.contains("/leases") || (query != null && query.contains("watch=true"))) {
      return;
    }
    String[] parts = path.replaceFirst(".*/namespaces/[^/]+/", "").split("/", -1);
    String what = parts[0] + (parts.length > 2 ? "/" + parts[2] : "");
    calls.computeIfAbsent(request.method() + " " + what, any -> new LongAdder()).increment();
  }

  /** Since the beginning, such as {@code PATCH llmroutes/status}. */
  Map<String, Long> so() {
    Map<String, Long> sums = new TreeMap<>();
    calls.forEach((what, count) -> sums.put(what, count.sum()));
    return sums;
  }

  long all() {
    return calls.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Those that change something. */
  long writes() {
    return calls.entrySet().stream()
        .filter(call -> !call.getKey().startsWith("GET "))
        .mapToLong(call -> call.getValue().sum())
        .sum();
  }
}
