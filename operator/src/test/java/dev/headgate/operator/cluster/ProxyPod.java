package dev.headgate.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.operator.apply.ObjectNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What a kubelet would make of one of the gateway's pods: a real proxy process, its Secrets in
 * directories, its address in an EndpointSlice. Nobody else does that here, since the API server
 * runs without controllers.
 */
final class ProxyPod implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final KubernetesClient client;
  private final ObjectNames names;
  private final String name;
  private final Path directory;
  private final Process process;

  private ProxyPod(
      KubernetesClient client, ObjectNames names, String name, Path directory, Process process) {
    this.client = client;
    this.names = names;
    this.name = name;
    this.directory = directory;
    this.process = process;
  }

  /** Starts it once the operator has made its certificate; it need not be ready on return. */
  static ProxyPod start(KubernetesClient client, ObjectNames names, String name, Path directory)
      throws IOException {
    Secret tls =
        Awaitility.await("the certificate of " + names.gateway())
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> client.secrets().inNamespace(names.namespace()).withName(names.tls()).get(),
                secret -> secret != null);
    mount(tls, Files.createDirectories(directory.resolve("tls")));
    Path mounted = Files.createDirectories(directory.resolve("snapshot"));
    Secret snapshot =
        client.secrets().inNamespace(names.namespace()).withName(names.snapshot()).get();
    if (snapshot != null) {
      mount(snapshot, mounted);
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            jar().toString(),
            "proxy");
    builder
        .environment()
        .putAll(
            Map.of(
                "HEADGATE_PROXY_NAME",
                name,
                "HEADGATE_GATEWAY",
                names.namespace() + "/" + names.gateway(),
                "HEADGATE_SNAPSHOT_DIR",
                mounted.toString(),
                "HEADGATE_STATE_DIR",
                Files.createDirectories(directory.resolve("state")).toString(),
                "HEADGATE_ADMIN_TLS_DIR",
                directory.resolve("tls").toString(),
                "HEADGATE_DATA_PORT",
                "0",
                "HEADGATE_HEALTH_PORT",
                "0",
                "HEADGATE_ADMIN_PORT",
                "0",
                "HEADGATE_EVENT_LOOPS",
                "1",
                "HEADGATE_PORTS_FILE",
                directory.resolve("ports.json").toString()));
    builder.redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile());
    return new ProxyPod(client, names, name, directory, builder.start());
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(TestCluster.ROOT.resolve("dataplane/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("headgate-dataplane-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("build dataplane first"));
    }
  }

  private static void mount(Secret secret, Path directory) throws IOException {
    for (Map.Entry<String, String> entry : secret.getData().entrySet()) {
      Path next = directory.resolve("." + entry.getKey());
      Files.write(next, Base64.getDecoder().decode(entry.getValue()));
      Files.move(
          next,
          directory.resolve(entry.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Its admin port in an EndpointSlice, as the cluster would write it for a pod like this. */
  ProxyPod publish(boolean ready) throws IOException {
    EndpointSlice slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withNamespace(names.namespace())
            .withName(names.proxies() + "-" + name)
            .addToLabels("kubernetes.io/service-name", names.proxies())
            .endMetadata()
            .withAddressType("IPv4")
            .addNewPort()
            .withName("admin")
            .withProtocol("TCP")
            .withPort(ports().get("admin").asInt())
            .endPort()
            .addNewEndpoint()
            .withAddresses(hostAddress())
            .withNewConditions()
            .withReady(true)
            .withServing(ready)
            .withTerminating(false)
            .endConditions()
            .withNewTargetRef()
            .withKind("Pod")
            .withNamespace(names.namespace())
            .withName(name)
            .endTargetRef()
            .endEndpoint()
            .build();
    client.resource(slice).fieldManager("test").forceConflicts().serverSideApply();
    return this;
  }

  void unpublish() {
    client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(names.namespace())
        .withName(names.proxies() + "-" + name)
        .delete();
  }

  /** Loopback addresses are refused in slices. */
  static String hostAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this host has loopback addresses only"));
  }

  /** Its admin port, on this machine. */
  URI admin() throws IOException {
    return URI.create("https://127.0.0.1:" + ports().get("admin").asInt());
  }

  private JsonNode ports() throws IOException {
    Path file = directory.resolve("ports.json");
    Awaitility.await("ports of " + name)
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(file) || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("the proxy ended: " + log());
    }
    return JSON.readTree(file.toFile());
  }

  boolean ready() {
    try {
      return get("health", "/readyz", Map.of()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** A call to one of its ports on this machine. */
  HttpResponse<String> get(String port, String path, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports().get(port).asInt() + path))
            .timeout(Duration.ofSeconds(10));
    headers.forEach(request::header);
    return send(request.GET().build());
  }

  HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports().get("data").asInt() + path))
            .timeout(Duration.ofSeconds(20))
            .header("content-type", "application/json");
    headers.forEach(request::header);
    return send(request.POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Where the snapshot stands that it last accepted, by what it keeps for its next start. */
  Path stateDirectory() {
    return directory.resolve("state");
  }

  String log() throws IOException {
    return Files.readString(directory.resolve("log"));
  }

  /** STOP makes it fall silent, CONT lets it go on. */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Without the courtesy of draining. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
