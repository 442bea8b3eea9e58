package dev.headgate.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dataplane.snapshot.SnapshotJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartAndStopTest {
  private static final String TOKEN = "canary-token";

  @TempDir private Path scratch;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "none                                             | no snapshot can come",
        "HEADGATE_DATA_PORT=abc                           | 'abc' is not an int",
        "HEADGATE_DATA_PORT=70000 HEADGATE_ADMIN_TOKEN=x HEADGATE_BIND=127.0.0.1 | --data-port",
        "HEADGATE_DRAIN_TIMEOUT=1d HEADGATE_ADMIN_TOKEN=x | is not a duration",
        "HEADGATE_ADMIN_TOKEN=x                           | loopback only",
        "HEADGATE_ADMIN_TLS_DIR=/nowhere                  | there is no directory /nowhere",
        "HEADGATE_SNAPSHOT_DIR=/nowhere                   | there is no directory /nowhere",
        "HEADGATE_SNAPSHOT_DIR=/tmp HEADGATE_GATEWAY=main | is not namespace/name",
      })
  void wrongConfigurationIsOneLineAndExitCode2(String environment, String expected)
      throws Exception {
    var variables = new HashMap<String, String>();
    if (environment != null) {
      for (var pair : environment.split(" ", -1)) {
        variables.put(pair.split("=", 2)[0], pair.split("=", 2)[1]);
      }
    }

    assertRefused(variables, expected);
  }

  @Test
  void aTakenPortIsSaidByItsName() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = "" + taken.getLocalPort();
      assertRefused(
          Map.of(
              "HEADGATE_BIND", "127.0.0.1",
              "HEADGATE_ADMIN_TOKEN", TOKEN,
              "HEADGATE_DATA_PORT", "0",
              "HEADGATE_ADMIN_PORT", "0",
              "HEADGATE_HEALTH_PORT", port),
          "health port " + port);
    }
  }

  @Test
  void aProxyPrintsWhereItListensAndEndsWith0WhenToldTo() throws Exception {
    try (var proxy = ProxyProcess.start(scratch, Map.of("HEADGATE_ADMIN_TOKEN", TOKEN))) {
      assertThat(proxy.output())
          .contains(
              "listens on 127.0.0.1",
              "transport epoll",
              "start-up cache none",
              "pid " + proxy.process().pid())
          .doesNotContain(TOKEN);
      assertThat(proxy.get(proxy.health("/livez")).statusCode()).isEqualTo(200);
      assertThat(proxy.get(proxy.health("/readyz")).statusCode()).isEqualTo(503);
      assertThat(proxy.get(proxy.health("/metrics")).body())
          .contains("headgate_transport{transport=\"epoll\"} 1.0", "jvm_memory_used_bytes");

      assertThat(proxy.terminate()).isZero();
      assertThat(proxy.output()).contains("stopping").doesNotContain("Exception");
    }
  }

  @Test
  void aPushedSnapshotMakesItReadyAndIsWhatTheNextStartBeginsWith() throws Exception {
    var environment =
        Map.of(
            "HEADGATE_ADMIN_TOKEN", TOKEN, "HEADGATE_STATE_DIR", scratch.resolve("s").toString());
    try (var proxy = ProxyProcess.start(scratch, environment)) {
      assertThat(put(proxy.admin("/snapshot"), SnapshotJson.whole().gzip())).isEqualTo(200);
      assertThat(proxy.get(proxy.health("/readyz")).statusCode()).isEqualTo(200);
      proxy.kill();
    }
    try (var proxy = ProxyProcess.start(scratch, environment)) {
      assertThat(proxy.get(proxy.health("/readyz")).statusCode()).isEqualTo(200);
      assertThat(proxy.output()).doesNotContain("canary");
    }
  }

  @Test
  void aProxyServesOnlyItsOwnGateway() throws Exception {
    var environment = Map.of("HEADGATE_ADMIN_TOKEN", TOKEN, "HEADGATE_GATEWAY", "ai/other");
    try (var proxy = ProxyProcess.start(scratch, environment)) {
      assertThat(put(proxy.admin("/snapshot"), SnapshotJson.whole().gzip())).isEqualTo(422);
      assertThat(proxy.get(proxy.health("/metrics")).body())
          .contains("headgate_snapshot_rejected_total 1.0");
    }
  }

  private void assertRefused(Map<String, String> environment, String expected)
      throws IOException, InterruptedException {
    var process = ProxyProcess.launch(scratch, environment);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(scratch.resolve("log")).lines())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("headgate proxy: ").contains(expected));
  }

  private static int put(URI uri, byte[] body) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(uri)
              .header("authorization", "Bearer " + TOKEN)
              .PUT(BodyPublishers.ofByteArray(body));
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
