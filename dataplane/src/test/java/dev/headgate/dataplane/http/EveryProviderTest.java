package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools, reasoning, pictures and errors: callers of every dialect, providers of every dialect. */
final class EveryProviderTest {
  private static final List<Dialect> CALLERS =
      List.of(Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Gemini);

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  static Stream<Arguments> pairs() {
    return CALLERS.stream()
        .flatMap(
            caller -> Stream.of(Dialect.values()).map(provider -> Arguments.of(caller, provider)));
  }

  private void serve(Dialect... providers) {
    var manifest = new Manifest();
    manifest.inbound = CALLERS;
    manifest.attempts = 0;
    manifest.capabilities =
        List.of(
            Capability.Streaming,
            Capability.Tools,
            Capability.ParallelTools,
            Capability.Vision,
            Capability.Reasoning);
    var names = new String[providers.length];
    for (int i = 0; i < providers.length; i++) {
      names[i] = "b" + i;
      ProviderFaces.backend(manifest, PROVIDERS.simulator(), providers[i], names[i]);
    }
    manifest.route(names);
    proxy = PROVIDERS.serve(manifest);
  }

  private HttpResponse<String> call(ToolLoop loop, boolean stream) {
    return ServedProxy.send(
        proxy
            .request(loop.path(stream))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(loop.body(stream)))
            .build());
  }

  private HttpResponse<String> answered(ToolLoop loop, boolean stream) {
    var answer = call(loop, stream);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aToolLoopEndsInWords(Dialect caller, Dialect provider) {
    serve(provider);
    var loop = new ToolLoop(caller, false, false);

    var calls = ToolLoop.read(answered(loop, false).body());
    assertThat(loop.called(calls)).as(calls.toString()).containsExactly("weather", "time");
    loop.goOn(calls);
    var words = ToolLoop.read(answered(loop, false).body());

    assertThat(loop.called(words)).as(words.toString()).isEmpty();
    assertThat(loop.words(words)).as(words.toString()).contains("fine");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aToolLoopOfAThinkingModelEndsInWords(Dialect caller, Dialect provider) {
    serve(provider);
    var loop = new ToolLoop(caller, true, false);

    var calls = ToolLoop.read(answered(loop, false).body());
    assertThat(loop.called(calls)).as(calls.toString()).containsExactly("weather", "time");
    loop.goOn(calls);
    var words = ToolLoop.read(answered(loop, false).body());

    assertThat(loop.words(words)).as(words.toString()).contains("fine");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void callsAreStreamed(Dialect caller, Dialect provider) {
    serve(provider);
    var loop = new ToolLoop(caller, true, false);

    var stream = answered(loop, true).body();

    assertThat(stream).contains("weather").contains("time");
    assertThat(stream).doesNotContain("\"error\":{");
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(
            usage -> {
              assertThat(usage.output()).isPositive();
              assertThat(usage.uncachedInput()).isPositive();
            });
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aPictureGoesAlong(Dialect caller, Dialect provider) {
    serve(provider);
    var loop = new ToolLoop(caller, false, true);

    var calls = ToolLoop.read(answered(loop, false).body());

    assertThat(loop.called(calls)).as(calls.toString()).containsExactly("weather", "time");
    assertThat(PROVIDERS.simulator().journal().list(null).getLast().toString())
        .contains("iVBORw0KGgo");
  }

  static Stream<Arguments> ways() {
    return pairs()
        .flatMap(
            pair ->
                Stream.of(Dialect.values())
                    .map(other -> Arguments.of(pair.get()[0], pair.get()[1], other)));
  }

  /** A loop that began at any provider goes on at any other, in the middle of its calls. */
  @ParameterizedTest(name = "{0}: {1}, {2} and back")
  @MethodSource("ways")
  void aToolLoopGoesOnElsewhereAndComesBack(Dialect caller, Dialect first, Dialect second) {
    serve(first, second);
    var loop = new ToolLoop(caller, true, false);

    loop.goOn(ToolLoop.read(answered(loop, false).body()));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"" + ProviderFaces.name(first) + "\",\"fault\":{\"status\":503}}");
    var elsewhere = answered(loop, false);
    var back = answered(loop, false);

    assertThat(elsewhere.headers().firstValue("x-headgate-target")).hasValue("b1/gpt");
    assertThat(back.headers().firstValue("x-headgate-target")).hasValue("b0/gpt");
    assertThat(loop.words(ToolLoop.read(elsewhere.body()))).contains("fine");
    assertThat(loop.words(ToolLoop.read(back.body()))).contains("fine");
  }

  /** Claude's signatures are valid on all its platforms; the simulator looks at each. */
  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({"Anthropic,Bedrock", "Bedrock,VertexAnthropic", "VertexAnthropic,Anthropic"})
  void claudesThinkingGoesOnAtAnotherOfItsPlatforms(Dialect first, Dialect second) {
    serve(first, second);
    var loop = new ToolLoop(Dialect.Anthropic, true, false);

    loop.goOn(ToolLoop.read(answered(loop, false).body()));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"" + ProviderFaces.name(first) + "\",\"fault\":{\"status\":503}}");
    var elsewhere = answered(loop, false);

    assertThat(elsewhere.headers().firstValue("x-headgate-target")).hasValue("b1/gpt");
    assertThat(elsewhere.headers().firstValue("x-headgate-translation")).isEmpty();
    assertThat(
            PROVIDERS.simulator().journal().list(ProviderFaces.name(second)).getLast().toString())
        .contains("signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "2024-10-21"})
  void azureIsReachedByEitherOfItsApis(String version) {
    var manifest = new Manifest();
    manifest.inbound = CALLERS;
    manifest.dialect = Dialect.AzureOpenAI;
    manifest.apiVersion = version;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Embeddings);
    manifest.backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/azure").route("a");
    proxy = PROVIDERS.serve(manifest);

    for (var caller : List.of(Dialect.OpenAI, Dialect.Anthropic)) {
      assertThat(answered(new ToolLoop(caller, false, false), true).body()).contains("weather");
    }
    assertThat(PROVIDERS.simulator().journal().list("azure").getLast().toString())
        .contains(version.equals("v1") ? "/openai/v1/chat" : "/openai/deployments/gpt-provider/");
  }

  /** Azure's newer API has Responses where OpenAI has it, with Azure's way to say the key. */
  @Test
  void azureIsReachedInResponses() {
    var manifest = new Manifest();
    manifest.inbound = CALLERS;
    manifest.dialect = Dialect.OpenAIResponses;
    manifest.credential = new Backend.Credential("api-key", "provider-key");
    manifest.capabilities =
        List.of(
            Capability.Streaming, Capability.Tools, Capability.ParallelTools, Capability.Reasoning);
    manifest
        .backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/azure/openai/v1")
        .route("a");
    proxy = PROVIDERS.serve(manifest);

    for (var caller : CALLERS) {
      var loop = new ToolLoop(caller, true, false);
      loop.goOn(ToolLoop.read(answered(loop, false).body()));
      assertThat(answered(loop, true).body()).contains("The").contains("too");
      assertThat(loop.words(ToolLoop.read(answered(loop, false).body()))).contains("fine");
    }
    assertThat(PROVIDERS.simulator().journal().list("azure").getLast().toString())
        .contains("/openai/v1/responses")
        .contains("api-key");
  }

  @Test
  void azureHasEmbeddings() {
    var manifest = new Manifest();
    manifest.dialect = Dialect.AzureOpenAI;
    manifest.apiVersion = "2024-10-21";
    manifest.capabilities = List.of(Capability.Embeddings);
    manifest.backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/azure").route("a");
    proxy = PROVIDERS.serve(manifest);

    var answer =
        ServedProxy.send(
            proxy
                .request("/v1/embeddings")
                .header("content-type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString("{\"model\":\"chat\",\"input\":\"Hello\"}"))
                .build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"embedding\"");
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void aBrokenProviderIsToldInTheCallersShape(Dialect caller, Dialect provider) {
    serve(provider);
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"status\":500}}");

    var answer = call(new ToolLoop(caller, false, false), false);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
    assertThat(answer.body()).contains("providers_exhausted").contains("b0/gpt");
  }

  /** Gemini's own words for it quote the call. */
  @ParameterizedTest
  @CsvSource({"Gemini,false", "Gemini,true", "VertexGemini,false", "Bedrock,true"})
  void whatAModelWroteIsNotQuotedInAnError(Dialect provider, boolean stream) {
    serve(provider);
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"quirks\":[\"MalformedCall\"]}}");

    var answer = call(new ToolLoop(Dialect.OpenAI, false, false), stream);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
    assertThat(answer.body())
        .containsPattern("MALFORMED_FUNCTION_CALL|a call that is none")
        .doesNotContain("Malformed function call")
        .doesNotContain("time({");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AzureOpenAI", "Bedrock", "VertexGemini", "VertexAnthropic", "Anthropic"})
  void aTooLongPromptIsKnown(String provider) {
    serve(Dialect.valueOf(provider));
    PROVIDERS
        .simulator()
        .script(
            "{\"provider\":\""
                + ProviderFaces.name(Dialect.valueOf(provider))
                + "\",\"fault\":{\"contextTooLong\":true}}");

    var answer = call(new ToolLoop(Dialect.OpenAI, false, false), false);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("context_too_long");
  }
}
