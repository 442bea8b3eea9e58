package dev.headgate.dataplane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real proxy in a JVM of its own, on free ports of the loopback address. */
public final class ProxyProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Path log;
  private final JsonNode ports;

  private ProxyProcess(Process process, Path log, JsonNode ports) {
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /** Starts one and waits until it listens. */
  public static ProxyProcess start(Path scratch, Map<String, String> environment)
      throws IOException {
    var directory = Files.createTempDirectory(scratch, "proxy");
    var portsFile = directory.resolve("ports.json");
    var process =
        launch(
            directory,
            environment,
            "--bind=127.0.0.1",
            "--data-port=0",
            "--health-port=0",
            "--admin-port=0",
            "--ports-file=" + portsFile);
    var log = directory.resolve("log");
    Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.exists(portsFile) || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("the proxy ended at once: " + Files.readString(log));
    }
    return new ProxyProcess(process, log, new ObjectMapper().readTree(portsFile.toFile()));
  }

  /** Starts {@code headgate proxy}; its output goes to {@code log} in the directory. */
  static Process launch(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.headgate.dataplane.Main",
            "proxy"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("log").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HEADGATE_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  public URI data(String path) {
    return URI.create("http://127.0.0.1:" + ports.path("data").asInt() + path);
  }

  public URI health(String path) {
    return URI.create("http://127.0.0.1:" + ports.path("health").asInt() + path);
  }

  public URI admin(String path) {
    return URI.create("http://127.0.0.1:" + ports.path("admin").asInt() + path);
  }

  public HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  public Process process() {
    return process;
  }

  /** What it has said so far. */
  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to stop and says how it ended. */
  public int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("did not stop: " + output());
    }
    return process.exitValue();
  }

  /** As {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
