package dev.headgate.dataplane.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.Client;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.HttpOptions;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.responses.inputtokens.InputTokenCountParams;
import dev.headgate.contract.Dialect;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts of tokens, by the provider where it counts, else by our own estimate. */
final class CountTokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MESSAGES =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String CONTENTS =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;
  private String providerModel;

  private void serve(Dialect... providers) {
    var manifest = new Manifest();
    manifest.inbound = List.of(Dialect.Anthropic, Dialect.Gemini, Dialect.OpenAIResponses);
    manifest.attempts = 0;
    // A prompt that is too long for the model is counted all the same.
    manifest.contextWindow = 1;
    var names = new String[providers.length];
    for (int i = 0; i < providers.length; i++) {
      names[i] = "b" + i;
      ProviderFaces.backend(manifest, PROVIDERS.simulator(), providers[i], names[i], providerModel);
    }
    proxy = PROVIDERS.serve(manifest.route(names));
  }

  private HttpResponse<String> count(Dialect caller, String body) {
    var path =
        switch (caller) {
          case Anthropic -> "/v1/messages/count_tokens";
          case OpenAIResponses -> "/v1/responses/input_tokens";
          default -> "/v1beta/models/chat:countTokens";
        };
    return ServedProxy.send(
        proxy
            .request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static long tokens(Dialect caller, HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body())
        .path(caller == Dialect.Gemini ? "totalTokens" : "input_tokens")
        .asLong(-1);
  }

  private static String body(Dialect caller) {
    return switch (caller) {
      case Anthropic -> MESSAGES;
      case OpenAIResponses -> "{\"model\":\"chat\",\"input\":\"Hello\"}";
      default -> CONTENTS;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "Anthropic, /v1/messages/count_tokens",
    "Gemini, /models/gemini-2.5-flash:countTokens",
    "OpenAIResponses, /v1/responses/input_tokens",
    "Bedrock, /model/anthropic.claude-sonnet-4-5-20250929-v1:0/count-tokens",
    "VertexGemini, /publishers/google/models/gemini-2.5-flash:countTokens",
    "VertexAnthropic, /publishers/anthropic/models/count-tokens:rawPredict",
  })
  void aProviderThatCountsIsAsked(Dialect provider, String path) throws Exception {
    serve(provider);

    for (var caller : List.of(Dialect.Anthropic, Dialect.Gemini, Dialect.OpenAIResponses)) {
      var answer = count(caller, body(caller));

      // Five bytes are two tokens to the simulator, a message three more.
      assertThat(tokens(caller, answer)).isEqualTo(5);
      assertThat(answer.headers().firstValue("x-headgate-token-count")).isEmpty();
      assertThat(answer.headers().firstValue("x-headgate-cost")).hasValue("0");
      assertThat(
              URLDecoder.decode(PROVIDERS.simulator().journal().list(null).getLast().path(), UTF_8))
          .endsWith(path);
    }
    assertThat(proxy.budgets().outcomes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Anthropic",
    "Gemini",
    "OpenAIResponses",
    "Bedrock",
    "VertexGemini",
    "VertexAnthropic",
  })
  void instructionsAndToolsAreCountedToo(Dialect provider) throws Exception {
    serve(provider);

    var answer =
        count(
            Dialect.Anthropic,
            """
            {"model":"chat","system":"Be brief.","messages":[{"role":"user","content":"Hello"}],"tool_choice":{"type":"any"},
             "tools":[{"name":"now","description":"What time it is","input_schema":{"type":"object","properties":{}}}]}
            """);

    assertThat(tokens(Dialect.Anthropic, answer)).isGreaterThan(15);
    assertThat(answer.headers().firstValue("x-headgate-token-count")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Anthropic, OpenAI",
    "Gemini, OpenAI",
    "OpenAIResponses, OpenAI",
    "Anthropic, AzureOpenAI",
  })
  void elsewhereOurEstimateIsToldAsOne(Dialect caller, Dialect provider) throws Exception {
    serve(provider);

    var answer = count(caller, body(caller));

    assertThat(tokens(caller, answer)).isBetween(5L, 50L);
    assertThat(answer.headers().firstValue("x-headgate-token-count")).hasValue("estimated");
    assertThat(PROVIDERS.simulator().journal().list(null)).isEmpty();
    assertThat(proxy.budgets().outcomes()).isEmpty();
  }

  /** A server that speaks a dialect need not count in it, nor a key have the right to it. */
  @ParameterizedTest
  @CsvSource({
    "Anthropic, 404",
    "Gemini, 501",
    "OpenAIResponses, 404",
    "OpenAIResponses, 400",
    "Bedrock, 403",
    "Bedrock, 400",
    "VertexAnthropic, 400",
  })
  void whereAProviderTurnsOutNotToCountOurEstimateIsTold(Dialect provider, int status)
      throws Exception {
    serve(provider);
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"status\":" + status + "}}");

    var answer = count(Dialect.Anthropic, MESSAGES);

    assertThat(tokens(Dialect.Anthropic, answer)).isBetween(5L, 50L);
    assertThat(answer.headers().firstValue("x-headgate-token-count")).hasValue("estimated");
    assertThat(PROVIDERS.simulator().journal().list(null)).hasSize(1);
  }

  /** AWS counts for a model's own id alone; what stands behind an ARN nobody can tell. */
  @ParameterizedTest
  @CsvSource({
    "eu.anthropic.claude-sonnet-4-5-20250929-v1:0, 1",
    "global.anthropic.claude-sonnet-4-5-20250929-v1:0, 1",
    "amazon.nova-pro-v1:0, 0",
    "arn:aws:bedrock:us-east-1:1:application-inference-profile/x, 0",
  })
  void bedrockIsAskedByTheModelsOwnId(String model, int calls) throws Exception {
    providerModel = model;
    serve(Dialect.Bedrock);

    var answer = count(Dialect.Anthropic, MESSAGES);

    assertThat(tokens(Dialect.Anthropic, answer)).isPositive();
    assertThat(answer.headers().firstValue("x-headgate-token-count").isEmpty())
        .isEqualTo(calls == 1);
    assertThat(PROVIDERS.simulator().journal().list(null)).hasSize(calls);
  }

  @Test
  void whenOneProviderFailsTheNextCounts() throws Exception {
    serve(Dialect.Anthropic, Dialect.Gemini);
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"anthropic\",\"times\":-1,\"fault\":{\"status\":529}}");

    var answer = count(Dialect.Anthropic, MESSAGES);

    assertThat(tokens(Dialect.Anthropic, answer)).isEqualTo(5);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b1/gpt");
  }

  @Test
  void errorsAreInTheCallersOwnShape() throws Exception {
    serve(Dialect.Anthropic);
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"status\":500}}");

    var messages = count(Dialect.Anthropic, MESSAGES);
    var gemini = count(Dialect.Gemini, CONTENTS);
    var invalid = count(Dialect.Anthropic, "{\"model\":\"chat\",\"messages\":7}");

    assertThat(messages.statusCode()).isEqualTo(502);
    assertThat(JSON.readTree(messages.body()).path("type").asText()).isEqualTo("error");
    assertThat(JSON.readTree(gemini.body()).at("/error/status").asText()).isNotEmpty();
    assertThat(invalid.statusCode()).isEqualTo(400);
    assertThat(invalid.body()).contains("invalid_request").contains("$.messages");
  }

  @Test
  void officialSdksTakeTheAnswers() {
    serve(Dialect.Anthropic);
    var claude =
        AnthropicOkHttpClient.builder().baseUrl(proxy.url("")).apiKey(Manifest.KEY).build();
    var params = MessageCountTokensParams.builder().model("chat").addUserMessage("Hello").build();
    var openai =
        OpenAIOkHttpClient.builder().baseUrl(proxy.url("/v1")).apiKey(Manifest.KEY).build();
    var input = InputTokenCountParams.builder().model("chat").input("Hello").build();
    assertThat(openai.responses().inputTokens().count(input).inputTokens()).isEqualTo(5);
    openai.close();
    try (var gemini =
        Client.builder()
            .apiKey(Manifest.KEY)
            .httpOptions(HttpOptions.builder().baseUrl(proxy.url("")).build())
            .build()) {

      assertThat(claude.messages().countTokens(params).inputTokens()).isEqualTo(5);
      assertThat(
              gemini
                  .models
                  .countTokens("chat", "Hello", CountTokensConfig.builder().build())
                  .totalTokens())
          .hasValue(5);
    }
    assertThatThrownBy(
            () -> claude.messages().countTokens(params.toBuilder().model("unknown").build()))
        .isInstanceOfSatisfying(
            AnthropicServiceException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    claude.close();
  }
}
