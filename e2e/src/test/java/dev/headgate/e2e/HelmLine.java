package dev.headgate.e2e;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.UninstallCommand;
import com.marcnuri.helm.UpgradeCommand;
import java.nio.file.Path;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Helm's own code behind those of its commands that the documents tell users to type. A flag that
 * is not here is refused, as Helm refuses one that it does not have.
 */
@Command(name = "helm")
final class HelmLine {
  private HelmLine() {}

  /** Ends with 1 and Helm's words when it refuses. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new HelmLine()).execute(args));
  }

  @Command(name = "install")
  void install(
      @Parameters(index = "0") String release,
      @Parameters(index = "1") Path chart,
      @Option(names = "--namespace", defaultValue = "default") String namespace,
      @Option(names = "--create-namespace") boolean create,
      @Option(names = "--set", arity = "1") String[] values) {
    InstallCommand command =
        new Helm(chart)
            .install()
            .withName(release)
            .withNamespace(namespace)
            .withKubeConfig(kubeconfig());
    if (create) {
      command.createNamespace();
    }
    for (String value : orNone(values)) {
      command.set(value.split("=", 2)[0], value.split("=", 2)[1]);
    }
    System.out.println(command.call().getStatus());
  }

  @Command(name = "upgrade")
  void upgrade(
      @Parameters(index = "0") String release,
      @Parameters(index = "1") Path chart,
      @Option(names = "--namespace", defaultValue = "default") String namespace,
      @Option(names = "--set", arity = "1") String[] values) {
    UpgradeCommand command =
        new Helm(chart)
            .upgrade()
            .withName(release)
            .withNamespace(namespace)
            .withKubeConfig(kubeconfig());
    for (String value : orNone(values)) {
      command.set(value.split("=", 2)[0], value.split("=", 2)[1]);
    }
    System.out.println(command.call().getStatus());
  }

  @Command(name = "uninstall")
  void uninstall(
      @Parameters(index = "0") String release,
      @Option(names = "--namespace", defaultValue = "default") String namespace) {
    UninstallCommand command =
        Helm.uninstall(release).withNamespace(namespace).withKubeConfig(kubeconfig());
    System.out.println(command.call());
  }

  private static String[] orNone(String[] values) {
    return values == null ? new String[0] : values;
  }

  private static Path kubeconfig() {
    return Path.of(Objects.requireNonNull(System.getenv("KUBECONFIG"), "no KUBECONFIG"));
  }
}
