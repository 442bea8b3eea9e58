package dev.headgate.operator.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /livez}, {@code /readyz} and {@code /metrics}. */
public final class HealthServer implements AutoCloseable {
  private final HttpServer server;

  /**
   * Listens at once.
   *
   * @param address such as port 8086 of every interface; port 0 takes a free one
   * @param missing what it waits for; empty when it is ready
   * @param role said while it is ready, such as {@code leads}
   * @throws IOException when the port is taken
   */
  public HealthServer(
      InetSocketAddress address,
      Supplier<Optional<String>> missing,
      Supplier<String> role,
      PrometheusMeterRegistry registry)
      throws IOException {
    server = HttpServer.create(address, 0);
    server.createContext("/livez", exchange -> answer(exchange, 200, "ok\n"));
    server.createContext(
        "/readyz",
        exchange -> {
          Optional<String> lacks = missing.get();
          answer(exchange, lacks.isEmpty() ? 200 : 503, lacks.orElseGet(role) + "\n");
        });
    server.createContext("/metrics", exchange -> answer(exchange, 200, registry.scrape()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
