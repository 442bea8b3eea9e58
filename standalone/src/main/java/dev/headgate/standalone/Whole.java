package dev.headgate.standalone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The console port: a page of plain text with every object's state, and {@code /metrics} of all
 * parts in one, each sample with the label {@code process}.
 */
final class Whole implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpServer server;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Map<String, URI> metrics = new LinkedHashMap<>();
  private final Statuses statuses;

  /** Listens at once. */
  Whole(Layout layout) throws IOException {
    statuses = new Statuses(layout.statuses());
    metrics.put("proxy-1", metrics(layout.inner().firstHealth()));
    metrics.put("proxy-2", metrics(layout.inner().secondHealth()));
    metrics.put("operator", metrics(layout.inner().operator()));
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), layout.ports().console()), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::page);
    server.createContext("/metrics", this::metrics);
    server.start();
  }

  private static URI metrics(int port) {
    return URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  private void page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      answer(exchange, 404, "There is / and /metrics here.\n");
      return;
    }
    var text = new StringBuilder("Headgate\n\n");
    for (var s : statuses.all()) {
      text.append("%-60s %-8s %s%n".formatted(s.name(), s.ready(), s.reason()));
    }
    answer(exchange, 200, text.toString());
  }

  private void metrics(HttpExchange exchange) throws IOException {
    var merged = new MergedMetrics();
    for (var part : metrics.entrySet()) {
      try {
        var response =
            client.send(
                HttpRequest.newBuilder(part.getValue()).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
        merged.add(part.getKey(), response.body());
      } catch (IOException down) {
        merged.add(part.getKey(), "");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    answer(exchange, 200, merged.text());
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
