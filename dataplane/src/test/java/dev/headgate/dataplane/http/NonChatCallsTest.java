package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.moderations.ModerationCreateParams;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.terms.Usage;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings, moderations and rankings, by the official SDK where it has them. */
final class NonChatCallsTest {
  private static final EmbeddingCreateParams TWO_TEXTS =
      EmbeddingCreateParams.builder()
          .model("chat")
          .inputOfArrayOfStrings(List.of("one text", "and another one"))
          .build();

  private static Vertx vertx;
  private static Simulator simulator;
  private ServedProxy proxy;
  private OpenAIClient client;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
  }

  @AfterAll
  static void stop() {
    ServedProxy.join(vertx.close());
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
    simulator.faults().clear();
    simulator.counters().clear();
  }

  private static Manifest embedding() {
    var manifest = new Manifest();
    manifest.capabilities = List.of(Capability.Embeddings);
    manifest.attempts = 0;
    return manifest;
  }

  private static String provider(String name) {
    return "http://127.0.0.1:" + simulator.port() + "/" + name;
  }

  private void serve(Manifest manifest) {
    proxy = new ServedProxy(vertx, manifest.build());
    client = OpenAIOkHttpClient.builder().baseUrl(proxy.url("/v1")).apiKey(Manifest.KEY).build();
  }

  @Test
  void embeddingsComeBackAsTheyWereAndAreSettledByTheirUsage() {
    serve(embedding().backend("a", provider("openai-a/v1")).route("a"));

    var answer = client.embeddings().create(TWO_TEXTS);

    assertThat(answer.data()).hasSize(2);
    assertThat(answer.data().getFirst().embedding()).hasSize(16);
    assertThat(answer.usage().promptTokens()).isPositive();
    assertThat(proxy.budgets().settled())
        .containsExactly(new Usage(answer.usage().promptTokens(), 0, 0, 0, 0, 0));
    assertThat(proxy.recorded().scrape())
        .contains("gen_ai_operation_name=\"embeddings\"")
        .doesNotContain("gen_ai_operation_name=\"chat\"");
  }

  @Test
  void tokenNumbersAreEmbeddedToo() {
    serve(embedding().backend("a", provider("openai-a/v1")).route("a"));

    var answer =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("chat")
                    .inputOfArrayOfTokenArrays(List.of(List.of(1L, 2L, 3L), List.of(4L)))
                    .build());

    assertThat(answer.data()).hasSize(2);
    assertThat(answer.usage().promptTokens()).isEqualTo(4);
  }

  @Test
  void aFailoverStaysInsideTheSpace() {
    var manifest = embedding();
    manifest.embeddingSpace = "one";
    manifest.backend("a", provider("openai-a/v1"));
    manifest.embeddingSpace = "another";
    manifest.backend("other", provider("openai-a/v1"));
    manifest.embeddingSpace = "one";
    serve(manifest.backend("b", provider("openai-b/v1")).route("a", "other", "b"));
    simulator.script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"status\":500}}");

    var answer = proxy.post("/v1/embeddings", "{\"model\":\"chat\",\"input\":\"x\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
    assertThat(answer.headers().firstValue("x-headgate-failover"))
        .hasValueSatisfying(told -> assertThat(told).startsWith("a/gpt>b/gpt"));
  }

  @Test
  void whereNoOtherTargetIsInTheSpaceTheCallFailsAndSaysWhy() {
    var manifest = embedding().backend("a", provider("openai-a/v1"));
    manifest.embeddingSpace = "another";
    serve(manifest.backend("b", provider("openai-b/v1")).route("a", "b"));
    simulator.script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"status\":500}}");

    assertThatThrownBy(() -> client.embeddings().create(TWO_TEXTS))
        .isInstanceOfSatisfying(
            OpenAIServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(502))
        .hasMessageContaining("b/gpt was passed over")
        .hasMessageContaining("embed into another space");
    assertThat(simulator.counters().total("openai-b").requests()).isZero();
  }

  @Test
  void aModelThatDoesNotEmbedIsNotAsked() {
    serve(new Manifest().backend("a", provider("openai-a/v1")).route("a"));

    assertThatThrownBy(() -> client.embeddings().create(TWO_TEXTS))
        .hasMessageContaining("it lacks [Embeddings]");
  }

  @Test
  void manyInputsOfWhichEachFitsAreNotTooLong() {
    var manifest = embedding();
    manifest.contextWindow = 100;
    serve(manifest.backend("a", provider("openai-a/v1")).route("a"));
    var text = "word ".repeat(50);

    assertThat(
            client
                .embeddings()
                .create(
                    EmbeddingCreateParams.builder()
                        .model("chat")
                        .inputOfArrayOfStrings(List.of(text, text, text))
                        .build())
                .data())
        .hasSize(3);
    assertThatThrownBy(
            () ->
                client
                    .embeddings()
                    .create(
                        EmbeddingCreateParams.builder().model("chat").input(text + text).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("context window");
  }

  @Test
  void moderationsWithoutAModelAreRoutedByOpenAisOwn() {
    serve(
        new Manifest()
            .backend("a", provider("openai-a/v1"))
            .routeOf("ai/moderation", "omni-moderation-*", "a"));

    var answer =
        client
            .moderations()
            .create(ModerationCreateParams.builder().input("[[flag:violence]] is told").build());

    assertThat(answer.results().getFirst().flagged()).isTrue();
    assertThat(proxy.budgets().outcomes()).isEqualTo(List.of(List.of("estimated")));
  }

  @Test
  void rankingsPassAndAreSettled() {
    serve(new Manifest().backend("a", provider("openai-a/v1")).route("a"));

    var answer =
        proxy.post(
            "/v1/rerank",
            "{\"model\":\"chat\",\"query\":\"red fox\",\"documents\":[\"a blue whale\",\"a red"
                + " fox\"],\"top_n\":1}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"index\":1").doesNotContain("\"index\":0");
    assertThat(proxy.budgets().settled()).hasSize(1);
    assertThat(answer.headers().firstValue("x-headgate-cost")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "2024-10-21"})
  void azureEmbedsByItsDeployment(String version) {
    var manifest = embedding();
    manifest.dialect = Dialect.AzureOpenAI;
    manifest.apiVersion = version;
    serve(manifest.backend("a", provider("azure")).route("a"));

    assertThat(client.embeddings().create(TWO_TEXTS).data()).hasSize(2);
  }

  @Test
  void anotherDialectIsPassedOverAndSaidSo() {
    var manifest = embedding();
    manifest.dialect = Dialect.Anthropic;
    serve(manifest.backend("a", provider("anthropic")).route("a"));

    assertThatThrownBy(() -> client.embeddings().create(TWO_TEXTS))
        .hasMessageContaining("/v1/embeddings is passed on, not translated");
  }

  @Test
  void theProvidersOwnRefusalIsTheCallers() {
    serve(embedding().backend("a", provider("openai-a/v1")).route("a"));

    var answer =
        proxy.post("/v1/embeddings", "{\"model\":\"chat\",\"input\":\"x\",\"dimensions\":9999}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("dimensions");
    assertThat(proxy.get("/v1/embeddings").statusCode()).isEqualTo(405);
  }
}
