package dev.headgate.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real kube-apiserver that authorizes by RBAC and writes down who asked it for what. One for all
 * tests of a run; each test takes namespaces of its own.
 */
final class AuditedCluster {
  /** Who asked, for what, and the answer; no bodies. */
  private static final String POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived, ResponseStarted]
      rules:
        - {level: Metadata, users: [], userGroups: ["system:serviceaccounts"]}
        - {level: None}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static @Nullable AuditedCluster running;

  private final Path folder;
  private final String kubeconfig;

  private AuditedCluster(Path folder, String kubeconfig) {
    this.folder = folder;
    this.kubeconfig = kubeconfig;
  }

  /** Whether there is one, or there has to be: asked for by {@link NeedsApiServer}. */
  static boolean available() {
    return System.getenv("KUBE_API_TEST_DIR") != null || System.getenv("HEADGATE_NO_SKIPS") != null;
  }

  /** The one of this run. */
  static synchronized AuditedCluster get() throws IOException {
    if (running == null) {
      Path folder = Files.createTempDirectory("headgate-charts");
      Path policy = Files.writeString(folder.resolve("audit-policy.yaml"), POLICY);
      KubeAPIServer server =
          new KubeAPIServer(
              KubeAPIServerConfigBuilder.anAPIServerConfig()
                  .withUpdateKubeConfig(false)
                  .withStartupTimeout(120_000)
                  .withApiServerFlags(
                      List.of(
                          "--audit-policy-file=" + policy,
                          "--audit-log-path=" + folder.resolve("audit.log")))
                  .build());
      server.start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.stop();
                    delete(folder);
                  }));
      running = new AuditedCluster(folder, server.getKubeConfigYaml());
      Files.writeString(running.kubeconfigFile(), running.kubeconfig);
    }
    return running;
  }

  /** The administrator's. */
  Path kubeconfigFile() {
    return folder.resolve("kubeconfig");
  }

  /** A kubeconfig whose user is a ServiceAccount, with a token that the API server issued. */
  Path kubeconfigOf(String namespace, String account) throws IOException {
    String token =
        Kubectl.of(this).run("-n", namespace, "create", "token", account, "--duration=1h").strip();
    Config admin = Config.fromKubeconfig(kubeconfig);
    return Files.writeString(
        folder.resolve(namespace + "-" + account),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: %s, certificate-authority: %s}}]
        users: [{name: u, user: {token: %s}}]
        contexts: [{name: x, context: {cluster: c, user: u}}]
        current-context: x
        """
            .formatted(admin.getMasterUrl(), admin.getCaCertFile(), token));
  }

  /** What this user has asked for so far, and what was answered. */
  List<Asked> askedBy(String user) {
    try (Stream<String> lines = Files.lines(folder.resolve("audit.log"))) {
      return lines
          .map(AuditedCluster::parse)
          .filter(event -> event.at("/user/username").asText().equals(user))
          .filter(event -> event.has("objectRef"))
          .map(Asked::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      // The last line, while it is being written.
      return JSON.createObjectNode();
    }
  }

  /**
   * One request.
   *
   * @param resource with its subresource, such as {@code llmroutes/status}
   * @param namespace empty for all, or for what has none
   * @param name empty for lists
   * @param code such as 200, 403
   */
  record Asked(
      String verb, String group, String resource, String namespace, String name, int code) {
    /** Server-side apply asks as patch, and the API server wants the right to create too. */
    boolean appliedWhatWasNotThere() {
      return verb.equals("patch") && code == 201;
    }

    static Asked of(JsonNode event) {
      JsonNode object = event.path("objectRef");
      String sub = object.path("subresource").asText();
      return new Asked(
          event.path("verb").asText(),
          object.path("apiGroup").asText(),
          object.path("resource").asText() + (sub.isEmpty() ? "" : "/" + sub),
          object.path("namespace").asText(),
          object.path("name").asText(),
          event.at("/responseStatus/code").asInt());
    }
  }
}
