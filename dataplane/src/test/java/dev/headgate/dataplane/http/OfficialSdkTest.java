package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.headgate.contract.Budget;
import dev.headgate.contract.Gateway;
import dev.headgate.dataplane.budget.RedisProcess;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official OpenAI SDK for Java, with only base URL and key changed. */
final class OfficialSdkTest {
  private static final ChatCompletionCreateParams HELLO =
      ChatCompletionCreateParams.builder().model("chat").addUserMessage("Hello").build();

  private static Vertx vertx;
  private static Simulator simulator;
  private static RedisProcess redis;
  private ServedProxy proxy;
  private OpenAIClient client;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
    redis = new RedisProcess(RedisProcess.newest());
  }

  @AfterAll
  static void stop() {
    ServedProxy.join(vertx.close());
    redis.close();
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
    simulator.faults().clear();
    simulator.counters().clear();
  }

  private void serve(Manifest manifest) {
    manifest
        .backend("a", "http://127.0.0.1:" + simulator.port() + "/openai-a/v1")
        .backend("b", "http://127.0.0.1:" + simulator.port() + "/openai-b/v1")
        .route("a", "b");
    proxy = new ServedProxy(vertx, manifest.build());
    client = OpenAIOkHttpClient.builder().baseUrl(proxy.url("/v1")).apiKey(Manifest.KEY).build();
  }

  private double requests(String outcome) {
    return proxy.recorded().find("headgate.requests").tag("outcome", outcome).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void itGetsAnswersStreamsAndModels() {
    serve(new Manifest());

    var answer = client.chat().completions().create(HELLO);
    var whole = ChatCompletionAccumulator.create();
    try (var stream = client.chat().completions().createStreaming(HELLO)) {
      stream.stream().forEach(whole::accumulate);
    }

    assertThat(answer.choices().getFirst().message().content().orElseThrow())
        .startsWith("You said: Hello");
    assertThat(whole.chatCompletion().choices().getFirst().message().content())
        .isEqualTo(answer.choices().getFirst().message().content());
    assertThat(client.models().list().data()).anyMatch(model -> model.id().equals("chat"));
  }

  @Test
  void itGetsTheUsageOfAStreamThatItAsksFor() {
    serve(new Manifest());
    var params =
        HELLO.toBuilder()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    try (var stream = client.chat().completions().createStreaming(params)) {
      assertThat(stream.stream().filter(chunk -> chunk.usage().isPresent())).hasSize(1);
    }
  }

  @Test
  void aFinalRefusalIsOneRequest() {
    serve(new Manifest());
    simulator.script("{\"times\":-1,\"fault\":{\"status\":503}}");

    assertThatThrownBy(() -> client.chat().completions().create(HELLO))
        .isInstanceOfSatisfying(
            OpenAIServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(502))
        .hasMessageContaining("All providers exhausted");

    assertThat(requests("providers_exhausted")).isEqualTo(1);
  }

  @Test
  void aBrokenStreamIsAnErrorAndNoEnd() {
    serve(new Manifest());
    simulator.script(
        "{\"provider\":\"openai-a\",\"fault\":{\"cutAfterChunks\":4,\"interTokenDelayMs\":20}}");

    assertThatThrownBy(
            () -> {
              try (var stream = client.chat().completions().createStreaming(HELLO)) {
                stream.stream().forEach(chunk -> {});
              }
            })
        .isInstanceOf(SseException.class);
  }

  @Test
  void aBudgetLetsExactlyWhatItHoldsThroughAndTellsTheRestOnce() throws Exception {
    var manifest = new Manifest();
    manifest.redis =
        new Gateway.Redis(
            List.of(redis.node()),
            null,
            null,
            false,
            null,
            2_000,
            Gateway.OnUnavailable.FailClosed,
            0);
    manifest.maxOutputTokens = 100;
    // One call with most of its 100 tokens of output, and then not even one token more.
    manifest.budget("team-daily", Manifest.money(Budget.Window.Day, "day", 1_010_000));
    simulator.profile("{\"profile\":{\"kind\":\"Instant\",\"outputTokens\":\"cap\"}}");
    serve(manifest);

    var paid =
        proxy.chat("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    assertThat(paid.statusCode()).isEqualTo(200);
    assertThat(paid.headers().firstValue("x-headgate-budget")).hasValue("team-daily");
    assertThat(paid.headers().firstValue("x-headgate-budget-reset")).isPresent();
    assertThatThrownBy(() -> client.chat().completions().create(HELLO))
        .isInstanceOfSatisfying(
            OpenAIServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(429);
              assertThat(e.type()).hasValue("insufficient_quota");
              assertThat(e.code()).hasValue("budget_exceeded");
              assertThat(e.headers().values("x-should-retry")).containsExactly("false");
              assertThat(e.headers().values("retry-after")).isEmpty();
            });
    assertThat(requests("budget_exceeded")).isEqualTo(1);

    var usage =
        new ObjectMapper().readTree(proxy.get("/headgate/v1/usage").body()).at("/budgets/0");
    assertThat(usage.path("budget").asText()).isEqualTo("team-daily");
    assertThat(usage.path("unit").asText()).isEqualTo("USD");
    assertThat(usage.path("settled").asText())
        .isEqualTo(paid.headers().firstValue("x-headgate-cost").orElseThrow());
    assertThat(usage.path("held").asText()).isEqualTo("0");
    simulator.profiles().clear();
  }

  @Test
  void whenTheStoreIsGoneMoneyFailsClosed() {
    var gone = new RedisProcess(RedisProcess.newest());
    var manifest = new Manifest();
    manifest.redis =
        new Gateway.Redis(
            List.of(gone.node()),
            null,
            null,
            false,
            null,
            200,
            Gateway.OnUnavailable.FailClosed,
            0);
    manifest.budget("team-daily", Manifest.money(Budget.Window.Day, "day", 1_000_000_000));
    serve(manifest);
    gone.close();

    var answer =
        proxy.chat("{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("budget_store_unavailable").contains("team-daily");
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
  }
}
