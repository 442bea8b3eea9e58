package dev.headgate.charts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The operator as the chart's Deployment starts it, with the rights of the chart's ServiceAccount.
 */
final class OperatorProcess implements AutoCloseable {
  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param deployment the chart's
   * @param kubeconfig of the chart's ServiceAccount
   */
  static OperatorProcess start(JsonNode deployment, Path kubeconfig, Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().toString()));
    for (JsonNode argument : deployment.at("/spec/template/spec/containers/0/args")) {
      command.add(
          argument
              .asText()
              .replace("$(POD_NAMESPACE)", deployment.at("/metadata/namespace").asText())
              .replace("$(POD_NAME)", "operator-in-a-test")
              .replace("--health-port=8086", "--health-port=0"));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new OperatorProcess(builder.start(), log);
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Repository.ROOT.resolve("operator/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("headgate-operator-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("build the operator first"));
    }
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Kubernetes ends it: it gives its lease up. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
