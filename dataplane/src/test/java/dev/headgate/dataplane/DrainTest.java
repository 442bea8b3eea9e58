package dev.headgate.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of the real process, met by callers on kept connections. */
class DrainTest {
  private static Vertx vertx;

  @TempDir private Path scratch;

  private Path mounted;
  private Simulator simulator;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @BeforeEach
  void begin() throws IOException {
    simulator = Simulator.start(vertx, 0).await();
    mounted = Files.createDirectory(scratch.resolve("mounted"));
    Files.write(mounted.resolve("snapshot.json"), Served.by(simulator.port()).bytes());
  }

  @AfterEach
  void end() {
    simulator.close().await();
  }

  @Test
  void aStreamThatRunsEndsAndItsCallersNextRequestIsAnsweredAndToldToLeave() throws Exception {
    simulator.profile(
        """
        {"provider": "openai-a", "profile": {"perTokenMs": 50, "outputTokens": "60"}}\
        """);
    try (var proxy = proxy();
        var caller = new Caller(proxy, Served.KEY)) {
      var stream = caller.stream();
      var lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("data: ");
      assertThat(proxy.get(proxy.health("/metrics")).body())
          .contains("headgate_requests_in_flight 1.0");
      assertThat(stream.headers().firstValue("connection")).isEmpty();
      assertThat(proxy.get(proxy.health("/metrics")).body())
          .contains("headgate_requests_in_flight 1.0");

      proxy.process().destroy();
      Awaitility.await().until(() -> proxy.output().contains("stopping"));
      var rest = lines.lines().collect(Collectors.toList());
      var next = caller.usage();

      assertThat(rest).contains("data: [DONE]");
      assertThat(simulator.counters().total("openai-a").streams().finished()).isEqualTo(1);
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(next.headers().firstValue("connection")).hasValue("close");
      assertThat(proxy.terminate()).isZero();
      assertThat(proxy.output()).contains("stopped").doesNotContain("cut off");
    }
  }

  @Test
  void aBusyConnectionIsToldToCloseBeforeTheProxyDoes() throws Exception {
    try (var proxy = proxy();
        var caller = new Caller(proxy, Served.KEY)) {
      assertThat(caller.chat().headers().firstValue("connection")).isEmpty();
      proxy.process().destroy();

      var last = new ArrayList<HttpResponse<String>>();
      try {
        while (proxy.process().isAlive()) {
          last.add(caller.chat());
        }
      } catch (IOException closed) {
        assertThat(last).isNotEmpty();
      }

      assertThat(last).extracting(HttpResponse::statusCode).containsOnly(200);
      assertThat(last.getLast().headers().firstValue("connection")).hasValue("close");
      assertThat(proxy.terminate()).isZero();
    }
  }

  @Test
  void aProxyThatNobodyIsConnectedToEndsWithoutWaitingForAnyone() throws Exception {
    try (var proxy = proxy()) {
      try (var caller = new Caller(proxy, Served.KEY)) {
        assertThat(caller.chat().statusCode()).isEqualTo(200);
      }

      assertThat(proxy.terminate()).isZero();
      assertThat(proxy.output()).contains("stopped");
    }
  }

  private ProxyProcess proxy() throws IOException {
    return ProxyProcess.start(
        scratch,
        Map.of("HEADGATE_SNAPSHOT_DIR", mounted.toString(), "HEADGATE_DRAIN_TIMEOUT", "12s"));
  }
}
