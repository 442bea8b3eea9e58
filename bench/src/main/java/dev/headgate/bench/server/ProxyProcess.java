package dev.headgate.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Headgate proxy as users start it, with a snapshot from a file. */
public final class ProxyProcess {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String RECORD =
      "-XX:StartFlightRecording=name="
          + Target.RECORDING
          + ",settings=profile,jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=5ms";

  private ProxyProcess() {}

  /**
   * Starts one and waits until it is ready.
   *
   * @param root of the source tree, built
   * @param eventLoops threads that serve
   * @param recordings folder for what Flight Recorder sees; null records nothing
   */
  public static Target start(
      String name,
      Path root,
      Path folder,
      Snapshot snapshot,
      int eventLoops,
      @Nullable Path recordings)
      throws IOException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve(name.replace(' ', '-')));
    MAPPER.writeValue(home.resolve("snapshot.json").toFile(), snapshot);
    Path ports = home.resolve("ports.json");
    Files.deleteIfExists(ports);
    long start = System.nanoTime();
    Running proxy =
        Running.start(
            name.replace(' ', '-'),
            folder,
            List.of(
                root.resolve("bin/headgate").toString(),
                "proxy",
                "--name",
                "bench",
                "--bind",
                "127.0.0.1",
                "--snapshot-dir",
                home.toString(),
                "--data-port",
                "0",
                "--health-port",
                "0",
                "--event-loops",
                Integer.toString(eventLoops),
                "--ports-file",
                ports.toString()),
            Map.of("HEADGATE_PROXY_JAVA_OPTS", options(recordings)));
    try {
      JsonNode chosen = chosen(proxy, ports);
      ready(proxy, chosen.get("health").asInt());
      long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
      return new Target(name, proxy, chosen.path("data").asInt(), ms, recordings);
    } catch (IOException | RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  /** What the caller of the benchmark gives the JVM, and the recording. */
  private static String options(@Nullable Path recordings) {
    var given = System.getenv().getOrDefault("HEADGATE_PROXY_JAVA_OPTS", "");
    return recordings == null ? given : (given + " " + RECORD).strip();
  }

  private static JsonNode chosen(Running proxy, Path ports)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline && proxy.alive()) {
      if (Files.exists(ports) && Files.size(ports) > 0) {
        return MAPPER.readTree(ports.toFile());
      }
      Thread.sleep(5);
    }
    throw proxy.failed("did not start");
  }

  private static void ready(Running proxy, int healthPort)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String last = "";
    while (System.nanoTime() < deadline && proxy.alive()) {
      last = readyz(healthPort);
      if (last.startsWith("HTTP/1.1 200")) {
        return;
      }
      Thread.sleep(5);
    }
    throw proxy.failed("is not ready (" + last + ")");
  }

  // a bare socket: an HTTP client's own start would be counted as the proxy's
  private static String readyz(int port) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /readyz HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
