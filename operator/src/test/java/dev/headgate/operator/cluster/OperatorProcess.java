package dev.headgate.operator.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator as a process of its own, from this module's class path. */
final class OperatorProcess implements AutoCloseable {
  private static final Pattern HEALTH_PORT = Pattern.compile("health port (\\d+)");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path log;

  private OperatorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static OperatorProcess start(TestCluster cluster, Path directory, String... flags)
      throws IOException {
    Path kubeconfig = directory.resolve("kubeconfig");
    cluster.writeKubeconfig(kubeconfig);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.headgate.operator.Main",
                "operator"));
    command.addAll(List.of(flags));
    Path log = directory.resolve("log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new OperatorProcess(builder.start(), log);
  }

  /** STOP pauses it as a stalled node would, CONT lets it go on. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** As a kubelet would, and waits until it has ended. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  long pid() {
    return process.pid();
  }

  /**
   * What it tells Prometheus; empty while it does not listen yet. Needs {@code --health-port=0}.
   */
  Optional<String> metrics() throws IOException, InterruptedException {
    Matcher port = HEALTH_PORT.matcher(log());
    if (!port.find()) {
      return Optional.empty();
    }
    URI metrics = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
    HttpRequest request = HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(10)).build();
    return Optional.of(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** As a node that loses power. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
