package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTool;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The official SDK takes the simulator for OpenAI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiSdkTest {
  private final Vertx vertx = Vertx.vertx();
  private Simulator simulator;
  private OpenAIClient client;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    client = client("sk-anything");
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @AfterEach
  void forget() {
    simulator.faults().clear();
    simulator.profiles().clear();
    simulator.counters().clear();
  }

  @Test
  void anAnswerIsMadeOfTheQuestionAndBilledAsTheSdkReadsIt() {
    ChatCompletion answer = client.chat().completions().create(question("Hello there").build());

    assertThat(answer.choices().getFirst().message().content())
        .hasValue("You said: Hello there This is a simulated answer of sim-large.");
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    var usage = answer.usage().orElseThrow();
    assertThat(usage.promptTokens()).isEqualTo(3 + 3);
    assertThat(usage.completionTokens()).isEqualTo(16);
    var total = simulator.counters().total("openai-a");
    assertThat(total.inputTokens()).isEqualTo(usage.promptTokens());
    assertThat(total.outputTokens()).isEqualTo(usage.completionTokens());
  }

  @Test
  void aStreamCarriesTheSameTextAndItsUsageAtTheEnd() {
    var whole = client.chat().completions().create(question("Grüße 🎉").build());
    var params =
        question("Grüße 🎉")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    try (var stream = client.chat().completions().createStreaming(params)) {
      var chunks = stream.stream().toList();
      String text =
          chunks.stream()
              .flatMap(chunk -> chunk.choices().stream())
              .flatMap(choice -> choice.delta().content().stream())
              .collect(Collectors.joining());
      assertThat(text).isEqualTo(whole.choices().getFirst().message().content().orElseThrow());
      assertThat(chunks.getLast().choices()).isEmpty();
      assertThat(chunks.getLast().usage()).isEqualTo(whole.usage());
    }
    assertThat(simulator.counters().total(null).streams().finished()).isEqualTo(1);
  }

  @Test
  void theCapEndsTheAnswerWithLength() {
    var answer =
        client.chat().completions().create(question("Hello").maxCompletionTokens(5).build());

    assertThat(answer.usage().orElseThrow().completionTokens()).isEqualTo(5);
    assertThat(answer.choices().getFirst().finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
  }

  @Test
  void aProfileUsesTheWholeCapOrAFixedLengthWithReasoningAndCachedTokens() {
    simulator.profile("{\"profile\": {\"outputTokens\": \"cap\"}}");
    simulator.profile(
        """
        {"model": "sim-small",
         "profile": {"outputTokens": 50, "reasoningTokens": 7, "cachedTokens": 2}}
        """);

    var cap = client.chat().completions().create(question("Hi").maxCompletionTokens(99).build());
    var fixed = client.chat().completions().create(question("Hi").model("sim-small").build());

    assertThat(cap.usage().orElseThrow().completionTokens()).isEqualTo(99);
    var usage = fixed.usage().orElseThrow();
    assertThat(usage.completionTokens()).isEqualTo(57);
    assertThat(usage.completionTokensDetails().orElseThrow().reasoningTokens()).hasValue(7L);
    assertThat(usage.promptTokensDetails().orElseThrow().cachedTokens()).hasValue(2L);
  }

  @Test
  void aMarkerMakesItCallTheDeclaredToolAndTheResultIsAnswered() {
    var question = question("[[tool:weather {\"city\": \"Bonn\"}]] please").tools(weather());
    var asked = client.chat().completions().create(question.build());

    var message = asked.choices().getFirst().message();
    var call = message.toolCalls().orElseThrow().getFirst().asFunction();
    assertThat(call.function().name()).isEqualTo("weather");
    assertThat(call.function().arguments()).isEqualTo("{\"city\": \"Bonn\"}");
    question.addMessage(message);
    question.addMessage(
        ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("rain").build());
    var answer = client.chat().completions().create(question.build());
    assertThat(answer.choices().getFirst().message().content().orElseThrow())
        .startsWith("The tools returned: rain");
  }

  @Test
  void scriptedErrorsAreTheSdksOwnExceptions() {
    simulator.script("{\"fault\": {\"status\": 500}}");
    simulator.script("{\"provider\": \"openai-b\", \"times\": -1, \"fault\": {\"status\": 503}}");
    simulator.script("{\"fault\": {\"quotaExhausted\": true}}");
    simulator.script("{\"fault\": {\"contextTooLong\": true}}");

    assertThatThrownBy(() -> ask("a")).isInstanceOf(InternalServerException.class);
    assertThatThrownBy(() -> ask("b"))
        .isInstanceOfSatisfying(
            RateLimitException.class,
            e -> {
              assertThat(e.code()).hasValue("insufficient_quota");
              assertThat(e.type()).hasValue("insufficient_quota");
            });
    assertThatThrownBy(() -> ask("c"))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            e -> assertThat(e.code()).hasValue("context_length_exceeded"));
    assertThat(ask("d").choices()).hasSize(1);
  }

  @Test
  void aProfilesKeyIsTheOnlyOneThatIsLetIn() {
    simulator.profile("{\"provider\": \"openai-a\", \"profile\": {\"apiKey\": \"sk-right\"}}");

    assertThatThrownBy(() -> ask("x"))
        .isInstanceOfSatisfying(
            UnauthorizedException.class,
            e -> {
              assertThat(e.code()).hasValue("invalid_api_key");
              assertThat(e.getMessage()).doesNotContain("sk-anything");
            });
    var right = client("sk-right");
    assertThat(right.chat().completions().create(question("x").build()).choices()).hasSize(1);
    right.close();
  }

  @Test
  void embeddingsAndModelsAreServed() {
    var embeddings =
        client
            .embeddings()
            .create(EmbeddingCreateParams.builder().model("embed").input("four").build());

    assertThat(embeddings.data().getFirst().embedding()).hasSize(16);
    assertThat(embeddings.usage().promptTokens()).isEqualTo(1);
    assertThat(client.models().list().items()).hasSize(2);
  }

  private ChatCompletion ask(String text) {
    return client.chat().completions().create(question(text).build());
  }

  private static ChatCompletionCreateParams.Builder question(String text) {
    return ChatCompletionCreateParams.builder().model("sim-large").addUserMessage(text);
  }

  private static List<ChatCompletionTool> weather() {
    var parameters =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .build();
    return List.of(
        ChatCompletionTool.ofFunction(
            ChatCompletionFunctionTool.builder()
                .function(
                    FunctionDefinition.builder().name("weather").parameters(parameters).build())
                .build()));
  }

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl("http://127.0.0.1:" + simulator.port() + "/openai-a/v1")
        .apiKey(key)
        .maxRetries(0)
        .build();
  }
}
