package dev.headgate.operator.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one client writes, as it goes over the wire; its Lease's renewals are left out. */
final class Writes {
  private final List<String> writes = new CopyOnWriteArrayList<>();

  /** A client whose writes are remembered; to be closed by the caller. */
  KubernetesClient client(TestCluster cluster) {
    Interceptor interceptor =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            String path = request.uri().getPath();
            if (!request.method().equals("GET") && !path.contains("/leases")) {
              writes.add(request.method() + " " + path.replaceFirst(".*/namespaces/[^/]+/", ""));
            }
          }
        };
    return new KubernetesClientBuilder()
        .withConfig(cluster.config())
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("writes", interceptor))
        .build();
  }

  /** How many there were until now. */
  int count() {
    return writes.size();
  }

  /** Those after the first so many, such as {@code PATCH llmroutes/r1/status}. */
  List<String> since(int count) {
    List<String> now = List.copyOf(writes);
    return now.subList(count, now.size());
  }
}
