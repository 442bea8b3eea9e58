package dev.headgate.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The cluster of this run, as {@code bin/e2e} hands it over, and the programs a user has for it.
 */
final class TestCluster {
  private static final TestCluster ONE = new TestCluster();

  private final String kubectl = variable("HEADGATE_E2E_KUBECTL");
  private final Path kubeconfig = Path.of(variable("KUBECONFIG"));
  private final KubernetesClient client;
  private final Shell shell;

  private TestCluster() {
    Path programs = programs(kubectl);
    shell =
        new Shell(
            Map.of(
                "PATH",
                programs + ":" + Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"),
                "KUBECONFIG",
                kubeconfig.toString(),
                "KUBECACHEDIR",
                programs.resolve("cache").toString()));
    client = client(kubeconfig);
  }

  static TestCluster get() {
    return ONE;
  }

  KubernetesClient client() {
    return client;
  }

  /** With {@code kubectl} and {@code helm} on its path. */
  Shell shell() {
    return shell;
  }

  /** Runs kubectl; it has to go well. */
  String kubectl(String... arguments) {
    return tryKubectl("", arguments).good();
  }

  /** Runs kubectl with something on its standard input. */
  Shell.Run tryKubectl(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(kubectl));
    command.addAll(List.of(arguments));
    return shell.run(input, command);
  }

  /** Applies manifests as a user does. */
  void apply(String manifests) {
    tryKubectl(manifests, "apply", "-f", "-").good();
  }

  /** {@code bin/cluster} with the name of this one; empty when the cluster is someone else's. */
  Optional<Shell.Run> machine(String... arguments) {
    String name = System.getenv("HEADGATE_E2E_CLUSTER");
    if (name == null) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("bin/cluster", "--name", name));
    command.addAll(List.of(arguments));
    return Optional.of(shell.run("", command));
  }

  /** The API server's audit log, where it can be read. */
  Optional<Path> auditLog() {
    return Optional.ofNullable(System.getenv("HEADGATE_E2E_AUDIT_LOG")).map(Path::of);
  }

  /** The tag under which the same images exist once more; empty when there is none. */
  Optional<String> nextTag() {
    return Optional.ofNullable(System.getenv("HEADGATE_E2E_NEXT_TAG"));
  }

  /** Of a key the library must be told whether it is one of elliptic curves. */
  private static KubernetesClient client(Path kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    try {
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException e) {
      config.setClientKeyAlgo("EC");
      return new KubernetesClientBuilder().withConfig(config).build();
    }
  }

  private static String variable(String name) {
    return Objects.requireNonNull(System.getenv(name), () -> "no " + name + ": run by `make e2e`");
  }

  /** A folder with kubectl under that name, and Helm as a program, which nothing here installs. */
  private static Path programs(String kubectl) {
    try {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      Path folder = Files.createTempDirectory(target, "programs");
      Files.createSymbolicLink(folder.resolve("kubectl"), Path.of(kubectl));
      String script =
          """
          #!/bin/bash
          exec %s/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \\
            --sun-misc-unsafe-memory-access=allow -cp '%s' %s "$@"
          """
              .formatted(
                  System.getProperty("java.home"),
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  HelmLine.class.getName());
      Files.setPosixFilePermissions(
          Files.writeString(folder.resolve("helm"), script),
          PosixFilePermissions.fromString("rwx------"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
