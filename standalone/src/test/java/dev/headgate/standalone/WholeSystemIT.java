package dev.headgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system, used as a newcomer uses it: started by one command, called by official SDKs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholeSystemIT {
  private static final String KEY = "hg_demo0001_only-for-trying-it-out";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path scratch;
  private static RunningHeadgate headgate;

  @BeforeAll
  static void start() throws Exception {
    headgate = RunningHeadgate.start(scratch);
  }

  @AfterAll
  static void stop() throws Exception {
    headgate.close();
  }

  @BeforeEach
  void healProviders() throws Exception {
    send(request(headgate.ports.simulator(), "/_control/faults").DELETE());
  }

  @Test
  @Order(1)
  void anOfficialSdkGetsAnswersFromBothProxiesStreamedAndNot() {
    for (var port : List.of(headgate.ports.first(), headgate.ports.second())) {
      var client = sdk(port);
      try {
        var answer = client.chat().completions().create(hello());
        var streamed = new StringBuilder();
        try (var stream = client.chat().completions().createStreaming(hello())) {
          stream.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().content().stream())
              .forEach(streamed::append);
        }

        var text = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(text).isNotBlank().isEqualTo(streamed.toString());
        assertThat(answer.usage()).isPresent();
        assertThat(client.models().list().data()).extracting(m -> m.id()).contains("chat");
      } finally {
        client.close();
      }
    }
  }

  @Test
  @Order(2)
  void thePrintedFailoverIsAnsweredByTheSecondProviderAndSaysSo() throws Exception {
    fault("{\"provider\":\"openai-a\",\"times\":2,\"fault\":{\"status\":500}}");

    var answer = chat(headgate.ports.first(), KEY);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "x-headgate-target")).isEqualTo("openai-b/gpt-5-mini");
    assertThat(header(answer, "x-headgate-attempts")).isEqualTo("3");
    assertThat(header(answer, "x-headgate-failover"))
        .startsWith("openai-a/gpt-5-mini>openai-b/gpt-5-mini; reason=");
  }

  @Test
  @Order(2)
  void thePrintedToolLoopGoesOnWithAnotherVendor() throws Exception {
    var printed =
        headgate.output().lines().filter(line -> line.contains("samples/tool-loop")).findFirst();

    var loop =
        new ProcessBuilder("bash", "-c", printed.orElseThrow()).redirectErrorStream(true).start();

    assertThat(new String(loop.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("1. openai-a/gpt-5-mini asks for two tools: call_")
        .contains("3. anthropic/claude-sonnet-4-5 goes on with the results (openai-a/gpt-5-mini>")
        .contains("and says: ");
    assertThat(loop.waitFor()).isZero();
  }

  @Test
  @Order(3)
  void everyObjectOfTheQuickstartIsReadyInKubectlsColumns() throws Exception {
    var table = headgate.headgate("get", "headgate");

    assertThat(table).contains("NAMESPACE", "NAME", "READY", "AGE");
    assertThat(table.lines().filter(l -> l.startsWith("ai ")))
        .hasSize(8)
        .allMatch(line -> line.contains("True"));
    assertThat(headgate.headgate("get", "lr", "chat", "-o", "json"))
        .contains("\"kind\" : \"LlmRoute\"", "\"observedGeneration\"");
    assertThat(headgate.headgate("get", "nonsense")).contains("there is no kind");
  }

  @Test
  @Order(4)
  void whatIsSpentIsWhatTheProvidersBilled() throws Exception {
    send(request(headgate.ports.simulator(), "/_control/counters").DELETE());
    var before = settledTokens();

    for (var i = 0; i < 10; i++) {
      assertThat(chat(i % 2 == 0 ? headgate.ports.first() : headgate.ports.second(), KEY))
          .returns(200, HttpResponse::statusCode);
    }

    var billed = billedTokens();
    assertThat(billed).isPositive();
    await().untilAsserted(() -> assertThat(settledTokens() - before).isEqualTo(billed));
  }

  @Test
  @Order(5)
  void refusalsSayWhatIsWrongAndABudgetsEndIsTheSdksRateLimit() throws Exception {
    assertThat(chat(headgate.ports.first(), "hg_demo0001_wrong-secret-wrong-secret"))
        .returns(401, HttpResponse::statusCode)
        .satisfies(r -> assertThat(code(r)).isEqualTo("invalid_key"));
    assertThat(post(headgate.ports.first(), KEY, "{\"model\":\"unknown\",\"messages\":[]}"))
        .satisfies(r -> assertThat(r.statusCode()).isBetween(400, 404));
    assertThat(post(headgate.ports.first(), KEY, "{\"model\":"))
        .returns(400, HttpResponse::statusCode)
        .satisfies(r -> assertThat(code(r)).isEqualTo("invalid_request"));

    headgate.edit("40-budget.yaml", "amount: \"0.50\"", "amount: \"0.000001\"");
    var client = sdk(headgate.ports.second());
    try {
      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> client.chat().completions().create(hello()))
                      .isInstanceOfSatisfying(
                          RateLimitException.class,
                          e -> assertThat(e.code()).contains("budget_exceeded")));
    } finally {
      client.close();
      headgate.edit("40-budget.yaml", "amount: \"0.000001\"", "amount: \"0.50\"");
    }
    await().until(() -> chat(headgate.ports.second(), KEY).statusCode() == 200);
    await().until(() -> chat(headgate.ports.first(), KEY).statusCode() == 200);
  }

  @Test
  @Order(6)
  void noRequestFailsWhileAManifestIsEditedIntoNonsenseAndBack() throws Exception {
    var failed = new AtomicInteger();
    var sent = new AtomicInteger();
    var stop = new AtomicBoolean();
    var traffic =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!stop.get()) {
                    try {
                      sent.incrementAndGet();
                      if (chat(headgate.ports.first(), KEY).statusCode() != 200) {
                        failed.incrementAndGet();
                      }
                    } catch (Exception e) {
                      failed.incrementAndGet();
                    }
                  }
                });

    headgate.edit("30-route.yaml", "strategy: Priority", "strategy: Prioritee");
    await().until(() -> log("operator").contains("spec.strategy"));
    headgate.edit("30-route.yaml", "strategy: Prioritee", "strategy: Weighted");
    await()
        .until(
            () ->
                status("LlmRoute", "chat").at("/metadata/generation").asInt() == 2
                    && ready(status("LlmRoute", "chat")));
    stop.set(true);
    traffic.join();

    assertThat(sent.get()).isPositive();
    assertThat(failed.get()).isZero();
    headgate.edit("30-route.yaml", "strategy: Weighted", "strategy: Priority");
  }

  @Test
  @Order(7)
  void aCircuitThatFaultsOpenIsReadBackFromStatus() throws Exception {
    fault("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"status\":503}}");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(chat(headgate.ports.first(), KEY).statusCode()).isEqualTo(200);
              var circuits =
                  status("ProviderBackend", "openai-a").at("/status/gateways/0/circuits");
              assertThat(circuits.findValuesAsText("state")).contains("Open");
            });
    assertThat(header(chat(headgate.ports.first(), KEY), "x-headgate-attempts")).isEqualTo("1");
  }

  @Test
  @Order(8)
  void aKilledProxyIsStartedAgainAndServesWithoutTheOperatorsHelp() throws Exception {
    var killed = headgate.part("proxy-2");
    killed.destroyForcibly();
    killed.onExit().get();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> chat(headgate.ports.second(), KEY).statusCode() == 200);
    assertThat(headgate.part("proxy-2").pid()).isNotEqualTo(killed.pid());
  }

  @Test
  @Order(9)
  void redisMayGoAndComeBack() throws Exception {
    headgate.part("redis").destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> chat(headgate.ports.first(), KEY).statusCode() == 200);
    assertThat(status("LlmGateway", "main").at("/status/digest").asText()).startsWith("sha256:");
  }

  @Test
  @Order(10)
  void aTakenPortIsSaidWithItsOwner() throws Exception {
    var out = headgate.headgate("run", "--port-base", Integer.toString(headgate.ports.first()));

    assertThat(out).contains("port " + headgate.ports.first()).contains("is taken by java (pid ");
  }

  @Test
  @Order(11)
  void oneMetricsPageTellsOfAllParts() throws Exception {
    var metrics = send(request(headgate.ports.console(), "/metrics").GET()).body();

    assertThat(metrics)
        .contains("headgate_up{process=\"proxy-1\"} 1", "headgate_up{process=\"operator\"} 1")
        .contains("headgate_requests_total{process=\"proxy-1\"");
    assertThat(metrics).doesNotContain(KEY);
  }

  @Test
  @Order(12)
  void ctrlCLeavesNothingBehind() throws Exception {
    var processes = headgate.processes();

    assertThat(headgate.interrupt()).isIn(0, 130);

    await().untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    assertThat(headgate.ports.named().values()).allMatch(PortOwner::isFree);
  }

  private static OpenAIClient sdk(int port) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(headgate.url(port, "/v1"))
        .apiKey(KEY)
        .timeout(Duration.ofSeconds(20))
        .build();
  }

  private static ChatCompletionCreateParams hello() {
    return ChatCompletionCreateParams.builder().model("chat").addUserMessage("Hello").build();
  }

  private static HttpResponse<String> chat(int port, String key) throws Exception {
    return post(
        port, key, "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
  }

  private static HttpResponse<String> post(int port, String key, String body) throws Exception {
    return send(
        request(port, "/v1/chat/completions")
            .header("authorization", "Bearer " + key)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static void fault(String json) throws Exception {
    var answer =
        send(
            request(headgate.ports.simulator(), "/_control/faults")
                .POST(BodyPublishers.ofString(json)));
    assertThat(answer.statusCode()).isBetween(200, 204);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create(headgate.url(port, path)))
        .timeout(Duration.ofSeconds(20));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String code(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body()).at("/error/code").asText();
    } catch (Exception e) {
      throw new AssertionError(response.body(), e);
    }
  }

  private static long settledTokens() throws Exception {
    var usage =
        send(
            request(headgate.ports.first(), "/headgate/v1/usage")
                .header("authorization", "Bearer " + KEY)
                .GET());
    for (var row : JSON.readTree(usage.body()).path("budgets")) {
      if (row.path("limit").asText().equals("hour")) {
        return row.path("settled").asLong();
      }
    }
    throw new AssertionError("no limit named hour in " + usage.body());
  }

  private static long billedTokens() throws Exception {
    var counters = send(request(headgate.ports.simulator(), "/_control/counters").GET()).body();
    var total = JSON.readTree(counters).path("total");
    return total.path("inputTokens").asLong() + total.path("outputTokens").asLong();
  }

  private static JsonNode status(String kind, String name) throws Exception {
    return JSON.readTree(headgate.headgate("get", kind, name, "-o", "json"));
  }

  private static boolean ready(JsonNode object) {
    for (var condition : object.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  private static String log(String part) throws Exception {
    var logs =
        headgate
            .output()
            .lines()
            .filter(l -> l.strip().startsWith("logs "))
            .map(l -> l.strip().substring(4).strip())
            .collect(Collectors.joining());
    return java.nio.file.Files.readString(Path.of(logs).resolve(part + ".log"));
  }
}
