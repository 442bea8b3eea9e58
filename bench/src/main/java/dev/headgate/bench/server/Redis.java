package dev.headgate.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Redis that keeps nothing on disk. */
public final class Redis implements AutoCloseable {
  private final Running server;
  private final int port;

  private Redis(Running server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts one. */
  public static Redis start(Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    Running server =
        Running.start(
            "redis",
            folder,
            List.of(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--maxmemory-policy",
                "noeviction",
                "--dir",
                folder.toString()),
            Map.of());
    Ports.await(server, port);
    return new Redis(server, port);
  }

  /** {@code host:port}. */
  public String node() {
    return "127.0.0.1:" + port;
  }

  /** CPU seconds so far. */
  public double cpuSeconds() throws IOException {
    return server.cpuSeconds();
  }

  @Override
  public void close() {
    server.close();
  }
}
