package dev.headgate.operator.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A provider with one answer, or one failure: what operator tests need of the outside. */
final class TestProvider implements AutoCloseable {
  private static final String ANSWER =
      """
      {"id":"c1","object":"chat.completion","created":1,"model":"m",
       "choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hi"}}],
       "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
      """;

  private final HttpServer server;
  private volatile @Nullable String authorization;
  private volatile boolean failing;

  TestProvider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** What the last call was let in by. */
  @Nullable String authorization() {
    return authorization;
  }

  void failing(boolean fails) {
    failing = fails;
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    authorization = exchange.getRequestHeaders().getFirst("authorization");
    byte[] body =
        (failing ? "{\"error\":{\"message\":\"broken\"}}" : ANSWER)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(failing ? 500 : 200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
