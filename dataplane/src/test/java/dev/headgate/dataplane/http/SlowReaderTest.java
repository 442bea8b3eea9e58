package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller who reads slower than the provider writes. */
final class SlowReaderTest {
  private final Vertx vertx = Vertx.vertx();
  private Simulator simulator;
  private ServedProxy proxy;

  @BeforeEach
  void start() {
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
    simulator.profile("{\"profile\":{\"kind\":\"Instant\",\"outputTokens\":200000}}");
    var manifest = new Manifest();
    manifest.maxOutputTokens = 200_000;
    manifest.idleMs = 1_500;
    manifest.keepAliveMs = 0;
    manifest.backend("a", "http://127.0.0.1:" + simulator.port() + "/openai-a/v1").route("a");
    proxy = new ServedProxy(vertx, manifest.build());
  }

  @AfterEach
  void stop() {
    proxy.close();
    ServedProxy.join(vertx.close());
  }

  @Test
  void theProviderIsPausedAndOurOwnPauseIsNoSilence() throws Exception {
    var body =
        "{\"stream\":true,\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(4_096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-api-key: "
                      + Manifest.KEY
                      + "\r\ncontent-length: "
                      + body.length()
                      + "\r\n\r\n"
                      + body)
                  .getBytes(StandardCharsets.UTF_8));
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");

      // Far longer than the limit of silence; the provider has more to say than all buffers hold.
      long began = System.nanoTime();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> System.nanoTime() - began > Duration.ofSeconds(3).toNanos());
      assertThat(proxy.budgets().settled())
          .as(
              proxy
                  .recorded()
                  .scrape()
                  .lines()
                  .filter(
                      l -> l.startsWith("headgate_requests") || l.startsWith("headgate_attempts"))
                  .toList()
                  .toString())
          .isEmpty();

      String last = "";
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        last = line.startsWith("data:") ? line : last;
      }
      assertThat(last).isEqualTo("data: [DONE]");
    }
    assertThat(proxy.budgets().settled().getFirst().output()).isEqualTo(200_000);
  }
}
