package dev.headgate.bench.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The simulator as the provider of paced streams. */
public final class Simulated implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("(?m)^simulator listening on .*:(\\d+)$");

  private final Running server;
  private final int port;
  private final int tokens;

  private Simulated(Running server, int port, int tokens) {
    this.server = server;
    this.port = port;
    this.tokens = tokens;
  }

  /** Starts one whose streams have so many tokens, one each {@code perTokenMs}. */
  public static Simulated start(Path root, Path folder, int tokens, int perTokenMs)
      throws IOException, InterruptedException {
    Running server =
        Running.start(
            "simulator",
            folder,
            List.of(root.resolve("bin/headgate").toString(), "simulator", "--port", "0"),
            Map.of());
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline && server.alive()) {
      var listening = LISTENING.matcher(server.output());
      if (listening.find()) {
        int port = Integer.parseInt(listening.group(1));
        var simulated = new Simulated(server, port, tokens);
        simulated.pace(perTokenMs);
        return simulated;
      }
      Thread.sleep(20);
    }
    throw server.failed("did not start");
  }

  /** Changes the pace of streams that begin from now on. */
  public void pace(int perTokenMs) throws IOException, InterruptedException {
    String body =
        "{\"profile\":{\"outputTokens\":%d,\"perTokenMs\":%d}}".formatted(tokens, perTokenMs);
    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/_control/profiles"))
                  .PUT(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.body());
      }
    }
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.close();
  }
}
