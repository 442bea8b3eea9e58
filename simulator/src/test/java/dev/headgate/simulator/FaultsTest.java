package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.simulator.http.SafeHeaders;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripted over HTTP as other modules' tests do it, seen on a bare socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
  private static final String CHAT = "/p/v1/chat/completions";
  private static final int SOCKET_DEADLINE_MS = 10_000;

  private final Vertx vertx = Vertx.vertx();
  private Simulator simulator;
  private Http http;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    http = new Http(simulator.port());
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @BeforeEach
  void forget() {
    simulator.faults().clear();
    simulator.profiles().clear();
    simulator.counters().clear();
    simulator.journal().clear();
  }

  /** What a caller on a bare socket sees of an answer, and how it ends. */
  private record Seen(String text, String ending) {
    int events() {
      return text.split("data: ", -1).length - 1;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'cutAfterChunks': 3}      | true  | 3 | closed",
        "{'cutAfterChunks': 0}      | true  | 0 | closed",
        "{'endAfterChunks': 3}      | true  | 3 | complete",
        "{'resetAfterChunks': 3}    | true  | 3 | reset",
        "{'reset': true}            | true  | 0 | reset",
        "{'reset': true}            | false | 0 | reset",
        "{'truncateBody': true}     | false | 0 | closed",
        "{'resetAfterChunks': 1}    | false | 0 | reset",
        "{'cutInsideAfterChunks': 2} | true | 3 | closed",
        "{'emptyBody': true}        | true  | 0 | complete",
      })
  void answersBreakOffWhereTheScriptSays(String fault, boolean stream, int events, String ending)
      throws Exception {
    script(fault);

    Seen seen = call(stream);

    assertThat(seen.ending()).isEqualTo(ending);
    // a reset takes with it what its receiver has not read yet
    assertThat(seen.events()).isBetween(ending.equals("reset") ? 0 : events, events);
    assertThat(seen.text()).doesNotContain("[DONE]");
    assertThat(simulator.counters().total("p").faults()).isEqualTo(1);
    assertThat(call(true).text()).contains("[DONE]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'malformed': true}            | 200",
        "{'emptyBody': true}            | 200",
        "{'status': 503, 'malformed': true} | 503",
      })
  void aBodyCanBeNoJson(String fault, int status) throws Exception {
    script(fault);

    var answer = http.post(CHAT, body(false));

    assertThat(answer.statusCode()).isEqualTo(status);
    try {
      assertThat(Http.JSON.readTree(answer.body()).isMissingNode()).isTrue();
    } catch (com.fasterxml.jackson.core.JsonProcessingException expected) {
      assertThat(expected.getLocation()).isNotNull();
    }
  }

  @Test
  void aFaultHitsItsTimesItsProviderAndItsModelOnly() throws Exception {
    post("faults", "{'provider': 'p', 'model': 'm', 'times': 2, 'fault': {'status': 500}}");
    post("faults", "{'provider': 'q', 'times': -1, 'fault': {'status': 529}}");

    assertThat(http.post("/r/v1/chat/completions", body(false)).statusCode()).isEqualTo(200);
    assertThat(http.post(CHAT, body(false).replace("\"m\"", "\"n\"")).statusCode()).isEqualTo(200);
    assertThat(http.post(CHAT, body(false)).statusCode()).isEqualTo(500);
    assertThat(http.post(CHAT, body(false)).statusCode()).isEqualTo(500);
    assertThat(http.post(CHAT, body(false)).statusCode()).isEqualTo(200);
    for (int i = 0; i < 3; i++) {
      assertThat(http.post("/q/v1/chat/completions", body(false)).statusCode()).isEqualTo(529);
    }
    http.send(http.request("/_control/faults").DELETE().build());
    assertThat(http.post("/q/v1/chat/completions", body(false)).statusCode()).isEqualTo(200);
  }

  @Test
  void errorsCarryRetryAfterRateLimitsAndTheirOwnCode() throws Exception {
    script(
        "{'status': 429, 'retryAfter': 7, 'rateLimitHeaders': true, 'errorCode': 'tokens',"
            + " 'headers': {'x-extra': '1'}}");

    var answer = http.post(CHAT, body(false));

    assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
    assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("0");
    assertThat(answer.headers().firstValue("x-extra")).hasValue("1");
    assertThat(Http.JSON.readTree(answer.body()).at("/error/code").asText()).isEqualTo("tokens");
  }

  @Test
  void aCallerWhoHangsUpInAStreamIsNoticedAndBilledWhatWasSent() throws Exception {
    simulator.profile("{\"profile\": {\"perTokenMs\": 20, \"outputTokens\": 10000}}");

    try (var socket = open(true)) {
      await().until(() -> simulator.counters().total("p").streams().started() == 1);
      assertThat(socket.getInputStream().read()).isNotNegative();
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> simulator.counters().total("p").streams().cancelled() == 1);
    var total = simulator.counters().total("p");
    assertThat(total.open()).isZero();
    assertThat(total.inputTokens()).isEqualTo(4);
    assertThat(total.outputTokens()).isLessThan(10_000);
  }

  @Test
  void aStreamThatStallsCanStillPing() throws Exception {
    script("{'stallAfterChunks': 1, 'quirks': ['Pings']}");

    try (var socket = open(true)) {
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      int pings = 0;
      while (pings < 4) {
        pings += lines.readLine().equals(": ping") ? 1 : 0;
      }
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> simulator.counters().total("p").streams().cancelled() == 1);
  }

  @Test
  void aCallerWhoHangsUpOnAnAnswerThatNeverComesIsNoticed() throws Exception {
    script("{'neverAnswer': true}");

    try (var socket = open(false)) {
      await().until(() -> simulator.counters().total("p").open() == 1);
      assertThat(socket.getInputStream().available()).isZero();
    }

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> simulator.counters().total("p").abandoned() == 1);
    assertThat(simulator.counters().total("p").inputTokens()).isZero();
  }

  @Test
  void aStalledStreamStaysOpenWithWhatWasSent() throws Exception {
    script("{'stallAfterChunks': 2}");

    try (var socket = open(true)) {
      var text = new StringBuilder();
      while (text.toString().split("data: ", -1).length < 3
          || !text.toString().endsWith("\n\n\r\n")) {
        text.append((char) socket.getInputStream().read());
      }
      assertThat(simulator.counters().total("p").open()).isEqualTo(1);
    }
    await().until(() -> simulator.counters().total("p").streams().cancelled() == 1);
  }

  @Test
  void theLastRequestIsToldWithoutItsSecrets() throws Exception {
    http.post(CHAT, body(true));

    JsonNode last = http.get("/_control/counters").at("/models/0/last");
    assertThat(last.at("/headers/authorization").asText()).isEqualTo(SafeHeaders.hash("Bearer k"));
    assertThat(last.at("/facts/stream").asBoolean()).isTrue();
    JsonNode requests = http.get("/_control/requests?provider=p").get("requests");
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).get("body").asText()).isEqualTo(body(true));
  }

  @Test
  void aPromptLargerThanTheProfilesWindowIsRefused() throws Exception {
    post("profiles", "{'model': 'm', 'profile': {'kind': 'Instant', 'contextWindow': 3}}");

    var answer = http.post(CHAT, body(false));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("context_length_exceeded", "3 tokens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faults   | {'fault': {'statsu': 500}}                | statsu",
        "faults   | {'times': 0, 'fault': {'status': 500}}    | times",
        "faults   | {'fault': {'status': 42}}                 | status",
        "profiles | {'profile': {'outputTokens': 'many'}}     | outputTokens",
        "faults   | nonsense                                  | nonsense",
      })
  void aScriptThatIsWrongIsRefusedWithTheReason(String what, String body, String reason)
      throws Exception {
    var answer = http.send(control(what, body));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
    assertThat(simulator.faults().list()).isEmpty();
  }

  private void script(String fault) throws Exception {
    post("faults", "{'fault': " + fault + "}");
  }

  private void post(String what, String body) throws Exception {
    assertThat(http.send(control(what, body)).statusCode()).isIn(200, 201);
  }

  private java.net.http.HttpRequest control(String what, String body) {
    var publisher = java.net.http.HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
    return http.request("/_control/" + what)
        .method(what.equals("faults") ? "POST" : "PUT", publisher)
        .build();
  }

  private static String body(boolean stream) {
    return "{\"model\":\"m\",\"stream\":"
        + stream
        + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  }

  private Socket open(boolean stream) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
    socket.setSoTimeout(SOCKET_DEADLINE_MS);
    String body = body(stream);
    String request =
        "POST "
            + CHAT
            + " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer k\r\ncontent-length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private Seen call(boolean stream) throws IOException {
    var text = new StringBuilder();
    try (var socket = open(stream)) {
      int next;
      while ((next = socket.getInputStream().read()) >= 0) {
        text.append((char) next);
        if (text.toString().endsWith("\r\n0\r\n\r\n")
            || text.toString().endsWith("content-length: 0\r\n\r\n")) {
          return new Seen(text.toString(), "complete");
        }
      }
      return new Seen(text.toString(), "closed");
    } catch (java.net.SocketException e) {
      return new Seen(text.toString(), "reset");
    }
  }
}
