package dev.headgate.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server under load, at a port of the loopback address.
 *
 * @param name in the table
 * @param server its process
 * @param port where it listens
 * @param startMs from its start until it was ready; -1 when that was not measured
 * @param recordings folder into which what Flight Recorder saw is written at the end; null for none
 */
public record Target(String name, Running server, int port, long startMs, @Nullable Path recordings)
    implements AutoCloseable {
  /** Name of the recording of a JVM. */
  static final String RECORDING = "bench";

  /** CPU seconds so far. */
  public double cpuSeconds() throws IOException {
    return server.cpuSeconds();
  }

  /** Bytes that the event loops of a JVM have allocated so far; -1 for what is no JVM. */
  public double allocatedBytes() throws IOException, InterruptedException {
    return startMs < 0 ? -1 : server.allocatedBytes();
  }

  /** Resident memory in MiB. */
  public double rssMib() throws IOException {
    return server.rssMib();
  }

  @Override
  public void close() {
    try {
      if (recordings != null) {
        String file = name.replaceAll("[^a-z0-9]+", "-") + "-" + port + ".jfr";
        server.dump(RECORDING, recordings.toAbsolutePath().resolve(file));
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("bench: no recording of " + name + ": " + e.getMessage());
    } finally {
      server.close();
    }
  }
}
