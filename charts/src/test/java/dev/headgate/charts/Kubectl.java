package dev.headgate.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** kubectl, as users run it: the one beside the API server's binaries. */
final class Kubectl {
  private final Path program;
  private final Path kubeconfig;

  private Kubectl(Path program, Path kubeconfig) {
    this.program = program;
    this.kubeconfig = kubeconfig;
  }

  static Kubectl of(AuditedCluster cluster) {
    Path binaries = Path.of(System.getenv().getOrDefault("KUBE_API_TEST_DIR", "."), "k8s");
    try (Stream<Path> files = Files.walk(binaries, 2)) {
      return new Kubectl(
          files.filter(file -> file.endsWith("kubectl")).findFirst().orElseThrow(),
          cluster.kubeconfigFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  record Run(int code, String output) {}

  /** Runs it; it has to succeed. */
  String run(String... arguments) {
    Run run = with("", arguments);
    assertThat(run.code()).as(run.output()).isZero();
    return run.output();
  }

  /** Runs it with something on its standard input. */
  Run with(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    try {
      Process process = builder.start();
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var out = process.getOutputStream()) {
                      out.write(input.getBytes(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                      // It ended before it had read everything: its code says so.
                    }
                  });
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      writer.join();
      return new Run(code, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Server-side apply; it has to succeed. */
  void apply(String manifests, String... flags) {
    List<String> arguments = new ArrayList<>(List.of("apply", "--server-side", "-f", "-"));
    arguments.addAll(List.of(flags));
    Run run = with(manifests, arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.output()).isZero();
  }

  /** What applying would change; empty when nothing. */
  String diff(String manifests) {
    Run run = with(manifests, "diff", "--server-side", "-f", "-");
    assertThat(run.code()).as(run.output()).isBetween(0, 1);
    return run.output();
  }
}
