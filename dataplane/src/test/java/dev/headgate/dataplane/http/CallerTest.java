package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callers who do it wrong, or go. */
final class CallerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELLO =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  private void serve(Manifest manifest) {
    manifest
        .backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/openai-a/v1")
        .route("a");
    proxy = PROVIDERS.serve(manifest);
  }

  private static Manifest with(Gateway.Limits limits) {
    var manifest = new Manifest();
    manifest.limits = limits;
    return manifest;
  }

  private static String code(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body()).at("/error/code").asText();
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private HttpResponse<String> withHeader(String path, String name, String value) {
    var request =
        HttpRequest.newBuilder(java.net.URI.create(proxy.url(path)))
            .timeout(Duration.ofSeconds(10));
    if (name != null) {
      request.header(name, value);
    }
    return ServedProxy.send(request.POST(HttpRequest.BodyPublishers.ofString(HELLO)).build());
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer hg_test_s3cret, 200",
    "x-api-key, hg_test_s3cret, 200",
    "x-goog-api-key, hg_test_s3cret, 200",
    "authorization, Bearer hg_test_wrong, 401",
    "x-api-key, sk-openai, 401",
    "accept, */*, 401",
  })
  void theKeyIsTakenFromWhereTheSdksPutIt(String name, String value, int status) {
    serve(new Manifest());

    var answer = withHeader("/v1/chat/completions", name, value);

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status != 200) {
      assertThat(code(answer)).isEqualTo("invalid_key");
      assertThat(answer.body()).doesNotContain("hg_test_wrong").doesNotContain("sk-openai");
    }
  }

  @Test
  void aKeyInTheQueryIsRefusedWithTheReason() {
    serve(new Manifest());

    var answer = withHeader("/v1/chat/completions?key=hg_test_s3cret", "accept", "*/*");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("query string").doesNotContain("s3cret");
  }

  @Test
  void whatIsNotThereIsTold() {
    serve(new Manifest());

    assertThat(proxy.get("/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(code(proxy.get("/v1/nothing"))).isEqualTo("no_route");
    assertThat(proxy.get("/v1/chat/completions").statusCode()).isEqualTo(405);
    assertThat(code(proxy.chat(HELLO.replace("chat\"", "other\"")))).isEqualTo("no_route");
    assertThat(proxy.chat("{\"model\":\"chat\"}").statusCode()).isEqualTo(400);
    assertThat(code(proxy.chat(HELLO, "x-headgate-timeout", "soon"))).isEqualTo("invalid_request");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedAtItsHead() {
    serve(with(new Gateway.Limits(1_000, 32 << 10, 0, 10_000, 60_000, 300_000, 100, 100)));

    var answer = proxy.chat(HELLO.replace("Hello", "x".repeat(30 << 20)));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(code(answer)).isEqualTo("request_too_large");
    assertThat(proxy.chat(HELLO).statusCode()).isEqualTo(200);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.load.bufferedBytes() == 0);
  }

  @Test
  void moreThanTheProxyMayHoldIsTurnedAwayForAMoment() {
    serve(with(new Gateway.Limits(1 << 20, 32 << 10, 2_000, 10_000, 60_000, 300_000, 100, 100)));

    var answer = proxy.chat(HELLO.replace("Hello", "x".repeat(3_000)));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(code(answer)).isEqualTo("overloaded");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.load.bufferedBytes() == 0);
  }

  @Test
  void headersThatAreTooLargeAreRefused() {
    serve(with(new Gateway.Limits(1 << 20, 2_000, 0, 10_000, 60_000, 300_000, 100, 100)));

    assertThat(code(proxy.chat(HELLO, "x-filler", "y".repeat(3_000))))
        .isEqualTo("headers_too_large");
    assertThat(proxy.chat(HELLO, "x-filler", "y".repeat(300 << 10)).statusCode()).isEqualTo(431);
  }

  @Test
  void aBodyThatDoesNotComeIsNotWaitedFor() throws IOException {
    serve(with(new Gateway.Limits(1 << 20, 32 << 10, 0, 10_000, 100, 300_000, 100, 100)));

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      say(
          socket,
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-api-key: "
              + Manifest.KEY
              + "\r\ncontent-length: 100\r\n\r\n{");
      assertThat(hear(socket)).startsWith("HTTP/1.1 408 ").contains("request_timeout");
    }
  }

  @Test
  void aHeadThatDoesNotComeIsNotWaitedFor() throws IOException {
    serve(with(new Gateway.Limits(1 << 20, 32 << 10, 0, 100, 60_000, 300_000, 100, 100)));

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout(10_000);
      say(socket, "POST /v1/chat/completions HTTP/1.1\r\nhost: ");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      socket.setSoTimeout(10_000);
      say(socket, "GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(hear(socket)).startsWith("HTTP/1.1 404");
      say(socket, "GET /noth");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aRequestWithTwoLengthsIsRefused() throws IOException {
    serve(new Manifest());

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      say(
          socket,
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-api-key: "
              + Manifest.KEY
              + "\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n");
      assertThat(hear(socket)).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void anAddressGetsNoMoreConnectionsThanItMay() throws IOException {
    serve(with(new Gateway.Limits(1 << 20, 32 << 10, 0, 10_000, 60_000, 300_000, 100, 2)));

    try (var first = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        var second = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      say(first, "GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n");
      say(second, "GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n");
      assertThat(hear(first)).startsWith("HTTP/1.1 404");
      assertThat(hear(second)).startsWith("HTTP/1.1 404");
      try (var third = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        third.setSoTimeout(10_000);
        assertThat(third.getInputStream().read()).isEqualTo(-1);
      }
    }
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.load.connections() == 0);
  }

  @Test
  void aCallerWhoHangsUpInMidStreamStopsTheProvider() throws IOException {
    serve(new Manifest());
    PROVIDERS
        .simulator()
        .profile(
            "{\"provider\":\"openai-a\",\"profile\":{\"firstTokenMs\":1,\"perTokenMs\":20,\"outputTokens\":2000}}");

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      var body = HELLO.replace("{\"model\"", "{\"stream\":true,\"model\"");
      say(
          socket,
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nx-api-key: "
              + Manifest.KEY
              + "\r\ncontent-length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      hear(socket);
      hear(socket);
    }

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> proxy.budgets().outcomes().equals(List.of(List.of("settled"))));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                PROVIDERS
                    .simulator()
                    .counters()
                    .total("openai-a")
                    .toString()
                    .contains("cancelled=1"));
    assertThat(proxy.budgets().settled().getFirst().output()).isBetween(1L, 1_000L);
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> proxy.load.exchanges() == 0);
    assertThat(proxy.recorded().scrape()).contains("outcome=\"client_gone\"");
    PROVIDERS.simulator().profiles().clear();
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static String hear(Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    var bytes = new byte[8_192];
    int read = socket.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, read), StandardCharsets.UTF_8);
  }
}
