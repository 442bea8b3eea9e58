package dev.headgate.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What prometheus-adapter and metrics-server are on other clusters: one metric of our proxies as
 * the cluster's custom metrics API, read from the proxies' own /metrics, and the CPU of pods as its
 * resource metrics API. It runs in this process.
 */
final class CustomMetrics implements AutoCloseable {
  private static final String METRIC = "headgate_requests_in_flight";
  private static final String VERSION = "/apis/custom.metrics.k8s.io/v1beta2";
  private static final Pattern VALUE = Pattern.compile("(?m)^" + METRIC + " (\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpsServer server;

  private CustomMetrics(HttpsServer server) {
    this.server = server;
  }

  /** Serves, and tells the API server where. */
  static CustomMetrics start() throws Exception {
    String here = addressTowards(TestCluster.get().client().getMasterUrl().toURI());
    HttpsServer server = HttpsServer.create(new InetSocketAddress(here, 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", CustomMetrics::answer);
    server.start();
    TestCluster.get()
        .apply(
            Repository.resource("custom-metrics.yaml")
                .replace("@address@", here)
                .replace("@port@", Integer.toString(server.getAddress().getPort())));
    return new CustomMetrics(server);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    ObjectNode body = null;
    if (path.equals(VERSION)) {
      body = resources();
    } else if (path.startsWith(VERSION + "/namespaces/" + Installation.NAMESPACE + "/pods/")
        && path.endsWith("/" + METRIC)) {
      body = values();
    } else {
      body = IdleCpu.answer(path);
    }
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static ObjectNode resources() {
    ObjectNode list =
        JSON.createObjectNode()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", "custom.metrics.k8s.io/v1beta2");
    list.putArray("resources")
        .addObject()
        .put("name", "pods/" + METRIC)
        .put("singularName", "")
        .put("namespaced", true)
        .put("kind", "MetricValueList")
        .putArray("verbs")
        .add("get");
    return list;
  }

  private static ObjectNode values() {
    ObjectNode list =
        JSON.createObjectNode()
            .put("kind", "MetricValueList")
            .put("apiVersion", "custom.metrics.k8s.io/v1beta2");
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    for (String proxy : Fleet.PROXIES.ready()) {
      ObjectNode item = items.addObject();
      item.putObject("describedObject")
          .put("kind", "Pod")
          .put("namespace", Installation.NAMESPACE)
          .put("name", proxy)
          .put("apiVersion", "/v1");
      item.putObject("metric").put("name", METRIC);
      item.put("timestamp", Instant.now().toString()).put("value", inFlight(proxy));
    }
    return list;
  }

  private static String inFlight(String proxy) {
    String metrics =
        TestCluster.get()
            .client()
            .raw(
                "/api/v1/namespaces/%s/pods/%s:8086/proxy/metrics"
                    .formatted(Installation.NAMESPACE, proxy));
    Matcher value = VALUE.matcher(metrics);
    if (!value.find()) {
      throw new IllegalStateException(proxy + " does not tell " + METRIC);
    }
    return value.group(1);
  }

  /** This machine, as the cluster reaches it. */
  private static String addressTowards(URI server) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      return socket.getLocalAddress().getHostAddress();
    }
  }

  private static SSLContext context() throws Exception {
    Papers papers = Papers.selfSigned();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", papers.key(), new char[0], new Certificate[] {papers.certificate()});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, new SecureRandom());
    return context;
  }

  /** An API that is registered and away would hold up the deletion of every namespace. */
  @Override
  public void close() {
    TestCluster.get()
        .kubectl(
            "delete",
            "apiservice",
            "v1beta2.custom.metrics.k8s.io",
            "v1beta1.metrics.k8s.io",
            "--ignore-not-found");
    TestCluster.get().kubectl("-n", "kube-system", "delete", "service/custom-metrics");
    server.stop(0);
  }
}
