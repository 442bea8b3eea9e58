package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of every dialect, providers of every dialect, whole and streamed. */
final class EveryDialectTest {
  /** Every answer says whose it is, though not every provider does. */
  private static final String MODEL = "\"model(?:Version)?\":\"[^\"]";

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  /**
   * How a caller asks and where its answer's text stands.
   *
   * @param path to call, whole and streamed
   * @param body of a whole call
   * @param text in a whole answer
   * @param ends a whole stream
   */
  private record Speech(
      Dialect dialect, String path, String streamPath, String body, String text, String ends) {
    String streamed() {
      return path.equals(streamPath) ? body.replaceFirst("\\{", "{\"stream\":true,") : body;
    }
  }

  private static final List<Speech> CALLERS =
      List.of(
          new Speech(
              Dialect.OpenAI,
              "/v1/chat/completions",
              "/v1/chat/completions",
              "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
              "/choices/0/message/content",
              "data: [DONE]\n\n"),
          new Speech(
              Dialect.OpenAIResponses,
              "/v1/responses",
              "/v1/responses",
              "{\"model\":\"chat\",\"input\":\"Hello\"}",
              "/output/0/content/0/text",
              "}\n\n"),
          new Speech(
              Dialect.Anthropic,
              "/v1/messages",
              "/v1/messages",
              "{\"model\":\"chat\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
              "/content/0/text",
              "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"),
          new Speech(
              Dialect.Gemini,
              "/v1beta/models/chat:generateContent",
              "/v1beta/models/chat:streamGenerateContent?alt=sse",
              "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}",
              "/candidates/0/content/parts/0/text",
              "}\r\n\r\n"));

  static Stream<Arguments> pairs() {
    return CALLERS.stream()
        .flatMap(
            caller -> Stream.of(Dialect.values()).map(provider -> Arguments.of(caller, provider)));
  }

  private void serve(Dialect provider) {
    serve(provider, new Manifest());
  }

  private void serve(Dialect provider, Manifest manifest) {
    manifest.inbound = CALLERS.stream().map(Speech::dialect).toList();
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools);
    ProviderFaces.backend(manifest, PROVIDERS.simulator(), provider, "a");
    manifest.route("a");
    proxy = PROVIDERS.serve(manifest);
  }

  private HttpResponse<String> call(String path, String body) {
    return ServedProxy.send(
        proxy
            .request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aWholeAnswerIsInTheCallersDialect(Speech caller, Dialect provider) {
    serve(provider);

    var answer = call(caller.path(), caller.body());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer.body()).at(caller.text()).asText())
        .as(answer.body())
        .startsWith("You said: Hello");
    assertThat(answer.body()).containsPattern(MODEL);
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(usage -> assertThat(usage.output()).isPositive());
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aStreamIsInTheCallersDialect(Speech caller, Dialect provider) {
    serve(provider);

    var answer = call(caller.streamPath(), caller.streamed());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(answer.body()).contains("You").containsPattern(MODEL).endsWith(caller.ends());
    if (caller.dialect() == Dialect.Gemini) {
      assertThat(answer.body().lines().filter(line -> !line.isEmpty()))
          .allSatisfy(line -> assertThat(line).startsWith("data: "));
    } else {
      assertThat(answer.body()).contains(": x-headgate-cost: ");
    }
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(usage -> assertThat(usage.output()).isPositive());
  }

  /** {@code streaming.upstream: Always}. */
  private static Manifest always() {
    var manifest = new Manifest();
    manifest.upstreamAlways = true;
    return manifest;
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aWholeAnswerIsGatheredFromAStream(Speech caller, Dialect provider) {
    serve(provider);
    var plain = json(call(caller.path(), caller.body()).body());
    proxy.close();
    serve(provider, always());

    var answer = call(caller.path(), caller.body());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(json(answer.body()).at(caller.text())).isEqualTo(plain.at(caller.text()));
    var asked = PROVIDERS.simulator().journal().list(null).getLast();
    assertThat(asked.path() + asked.body())
        .containsAnyOf(":streamGenerateContent", "/converse-stream", "\"stream\":true");
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(usage -> assertThat(usage.output()).isPositive());
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aStreamThatBreaksIsNeverGatheredIntoAWholeAnswer(Speech caller, Dialect provider) {
    serve(provider, always());
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"cutAfterChunks\":5}}");

    var answer = call(caller.path(), caller.body());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
    assertThat(answer.body()).contains("providers_exhausted");
    assertThat(proxy.budgets().outcomes()).containsExactly(List.of("settled"));
  }

  static Stream<Dialect> providers() {
    return CALLERS.stream().map(Speech::dialect);
  }

  @ParameterizedTest
  @MethodSource("providers")
  void geminisStreamIsAnArrayWhereNoEventsAreAskedFor(Dialect provider) {
    serve(provider);
    var gemini = CALLERS.getLast();

    var answer = call("/v1beta/models/chat:streamGenerateContent", gemini.body());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
    var told = json(answer.body());
    assertThat(told.isArray()).isTrue();
    var text = new StringBuilder();
    told.forEach(part -> text.append(part.at("/candidates/0/content/parts/0/text").asText()));
    assertThat(text.toString()).startsWith("You said: Hello");
    assertThat(told.get(told.size() - 1).at("/candidates/0/finishReason").asText())
        .isEqualTo("STOP");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void geminisArrayEndsInAnErrorWhenItsStreamBreaks(Dialect provider) {
    serve(provider);
    PROVIDERS
        .simulator()
        .script("{\"times\":-1,\"fault\":{\"cutAfterChunks\":5,\"interTokenDelayMs\":20}}");

    var answer = call("/v1beta/models/chat:streamGenerateContent", CALLERS.getLast().body());

    var told = json(answer.body());
    assertThat(told.isArray()).isTrue();
    assertThat(told.size()).isGreaterThan(1);
    assertThat(told.get(told.size() - 1).at("/error/message").asText()).contains("broke");
    assertThat(answer.body()).doesNotContain("\"STOP\"");
  }

  @Test
  void geminisArrayMayBeAnErrorAlone() {
    serve(Dialect.OpenAI);
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"status\":500}}");

    var answer = call("/v1beta/models/chat:streamGenerateContent", CALLERS.getLast().body());

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(json(answer.body()).at("/0/error/message").asText())
        .contains("All providers exhausted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v1beta", "v1alpha"})
  void geminisSdksMayNameAnyVersion(String version) {
    serve(Dialect.OpenAI);
    var gemini = CALLERS.getLast();

    var answer = call(gemini.path().replace("v1beta", version), gemini.body());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer.body()).at(gemini.text()).asText()).startsWith("You said: Hello");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aStreamThatBreaksIsNeverTakenForAWholeOne(Speech caller, Dialect provider) {
    serve(provider);
    PROVIDERS
        .simulator()
        .script("{\"times\":-1,\"fault\":{\"cutAfterChunks\":5,\"interTokenDelayMs\":20}}");

    var answer = call(caller.streamPath(), caller.streamed());

    assertThat(answer.body()).contains("providers_exhausted");
    if (caller.dialect() != Dialect.Gemini && caller.dialect() != Dialect.OpenAIResponses) {
      assertThat(answer.body()).doesNotContain(caller.ends());
    }
    assertThat(answer.body()).doesNotContain("response.completed").doesNotContain("\"STOP\"");
  }

  static Stream<Arguments> breaks() {
    return pairs()
        .flatMap(
            pair ->
                Stream.of("endAfterChunks", "cutInsideAfterChunks", "errorAfterChunks")
                    .map(how -> Arguments.of(pair.get()[0], pair.get()[1], how)));
  }

  /** Wherever it breaks: up to the event behind which all has been said. */
  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("breaks")
  void aStreamThatBreaksAtAnyEventIsAnError(Speech caller, Dialect provider, String how) {
    int broken = 0;
    for (boolean whole = false; !whole; broken++) {
      // A circuit would open, and nobody be asked any more.
      serve(provider);
      PROVIDERS.simulator().script("{\"fault\":{\"" + how + "\":" + broken + "}}");

      var told = call(caller.streamPath(), caller.streamed()).body();

      whole = !told.contains("providers_exhausted");
      if (!whole) {
        assertThat(told)
            .as("broken at %d", broken)
            .doesNotContain("[DONE]", "message_stop", "response.completed", "\"STOP\"");
      }
      assertThat(PROVIDERS.simulator().journal().list(null)).hasSize(broken + 1);
      assertThat(proxy.budgets().outcomes()).hasSize(1);
      proxy.close();
      PROVIDERS.simulator().faults().clear();
    }
    assertThat(broken).isGreaterThan(5);
  }
}
