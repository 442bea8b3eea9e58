package dev.headgate.operator.cluster;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real kube-apiserver with our kinds in it, one for all tests of a run: starting takes seconds.
 * Each test takes namespaces of its own.
 */
final class TestCluster {
  static final Path ROOT = Path.of(System.getProperty("headgate.root", ".")).toAbsolutePath();

  private static final AtomicInteger NAMESPACES = new AtomicInteger();
  private static @Nullable TestCluster running;

  private final String kubeconfig;
  private final KubernetesClient client;

  private TestCluster(String kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.client = newClient();
  }

  /** Whether there is one, or there has to be: asked for by {@link NeedsApiServer}. */
  static boolean available() {
    return System.getenv("KUBE_API_TEST_DIR") != null || System.getenv("HEADGATE_NO_SKIPS") != null;
  }

  /** The one of this run, for classes that say {@link NeedsApiServer}. */
  static synchronized TestCluster get() {
    return running == null ? start(List.of()) : running;
  }

  /** Starts the one of this run, with flags that nothing else could give it later. */
  static synchronized TestCluster start(List<String> flags) {
    KubeAPIServer server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withUpdateKubeConfig(false)
                .withStartupTimeout(120_000)
                .withApiServerFlags(flags)
                .build());
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
    TestCluster started = new TestCluster(server.getKubeConfigYaml());
    started.installKinds();
    running = started;
    return started;
  }

  void installKinds() {
    try (Stream<Path> files = Files.list(ROOT.resolve("crds/yaml"))) {
      List<HasMetadata> definitions =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .flatMap(file -> load(read(file)).stream())
              .toList();
      definitions.forEach(definition -> client.resource(definition).serverSideApply());
      definitions.forEach(
          definition ->
              client
                  .resource(definition)
                  .waitUntilCondition(
                      crd -> crd != null && crd.toString().contains("type=Established"),
                      60,
                      TimeUnit.SECONDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** A client of its own, to be closed by the caller. */
  KubernetesClient newClient() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  Config config() {
    return Config.fromKubeconfig(kubeconfig);
  }

  /** For processes: written where the caller says. */
  void writeKubeconfig(Path file) throws IOException {
    Files.writeString(file, kubeconfig);
  }

  /** A fresh namespace. */
  String namespace(String prefix) {
    return namespaceNamed(prefix + "-" + NAMESPACES.incrementAndGet());
  }

  /** A namespace of that name, which nobody else takes. */
  String namespaceNamed(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** As {@code kubectl apply --server-side} does. */
  void apply(String yaml) {
    for (HasMetadata object : load(yaml)) {
      client.resource(object).fieldManager("test").forceConflicts().serverSideApply();
    }
  }

  List<HasMetadata> load(String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
