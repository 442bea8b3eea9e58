package dev.headgate.crds;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A kube-apiserver with etcd, without controllers, with the committed CRDs installed. */
final class ApiServer implements AutoCloseable {

  private final KubeAPIServer server;
  private final KubernetesClient client;

  private ApiServer(KubeAPIServer server) {
    this.server = server;
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
            .build();
  }

  /** Starts one, or skips the test when its binaries can neither be found nor fetched. */
  static ApiServer start() throws IOException {
    return start(Repository.ROOT.resolve("crds/yaml"));
  }

  /** The same with other CRDs. */
  static ApiServer start(Path definitions) throws IOException {
    Path directory =
        Optional.ofNullable(System.getenv("KUBE_API_TEST_DIR"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache/headgate/kube"));
    String version =
        Optional.ofNullable(System.getenv("KUBE_API_TEST_API_SERVER_VERSION")).orElse("1.35.4");
    var server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory.toString())
                .withApiServerVersion(version)
                .withUpdateKubeConfig(false)
                .build());
    try {
      server.start();
    } catch (RuntimeException e) {
      Assumptions.assumeTrue(
          Files.isExecutable(
              directory.resolve("k8s/%s-linux-amd64/kube-apiserver".formatted(version))),
          "no kube-apiserver %s in %s, and it could not be downloaded: run bin/kube-api"
              .formatted(version, directory));
      throw e;
    }
    var started = new ApiServer(server);
    try {
      started.install(definitions);
      started.createNamespaces();
    } catch (RuntimeException | IOException e) {
      started.close();
      throw e;
    }
    return started;
  }

  KubernetesClient client() {
    return client;
  }

  /** Applies a folder of CRDs, over those that are there. */
  void install(Path definitions) throws IOException {
    List<Path> files;
    try (var listed = Files.list(definitions)) {
      files = listed.sorted().toList();
    }
    for (Path file : files) {
      var definition =
          client
              .getKubernetesSerialization()
              .unmarshal(Repository.read(file), CustomResourceDefinition.class);
      client.resource(definition).fieldManager("kubectl").serverSideApply();
      client
          .resource(definition)
          .waitUntilCondition(ApiServer::isEstablished, 30, TimeUnit.SECONDS);
    }
  }

  private void createNamespaces() {
    for (String namespace : List.of("ai", "refused")) {
      client
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
    }
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
