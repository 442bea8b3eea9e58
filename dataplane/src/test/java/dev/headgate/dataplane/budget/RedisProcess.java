package dev.headgate.dataplane.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/**
 * One redis-server of ours, on a free port of the loopback, with its data in a temporary folder.
 */
public final class RedisProcess implements AutoCloseable {
  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path binary;
  private final Path folder;
  private final List<String> settings;
  final int port;
  private Process process;

  /**
   * @param settings such as {@code --appendonly yes}
   */
  public RedisProcess(Path binary, String... settings) {
    this.binary = binary;
    this.settings = List.of(settings);
    this.port = freePort();
    try {
      folder = Files.createTempDirectory("headgate-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process = launch();
  }

  /** What embedded-redis brings, and the system's when there is one. */
  static Stream<Path> binaries() {
    return Stream.concat(Stream.of(embedded()), system().stream());
  }

  static Path embedded() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest one there is. */
  public static Path newest() {
    return system().isEmpty() ? embedded() : system().getFirst();
  }

  private static List<Path> system() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(dir -> Stream.of("valkey-server", "redis-server").map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .limit(1)
        .toList();
  }

  public RedisWire wire() {
    return new RedisWire(port);
  }

  public String node() {
    return "127.0.0.1:" + port;
  }

  /** As {@code kill -9}: nothing is flushed. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Stops it in the middle of whatever it does; connections stay open. */
  public void pause() {
    signal("STOP");
  }

  public void resume() {
    signal("CONT");
  }

  /** On the same port with the same data. */
  public void restart() {
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Free, and free 10,000 above, where a cluster's bus listens. */
  static int freePort() {
    int first = 12_000 + (int) (ProcessHandle.current().pid() * 37 % 15_000);
    for (int port = first; port < 50_000; port++) {
      if (isFree(port) && isFree(port + 10_000) && TAKEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free");
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private Process launch() {
    var command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--logfile",
                folder.resolve("log").toString()));
    command.addAll(settings);
    try {
      var started = new ProcessBuilder(command).redirectErrorStream(true).start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptions()
          .until(
              () -> {
                try (var wire = wire()) {
                  return "PONG".equals(wire.call("PING"));
                }
              });
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
