package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of one dialect, providers of two, over real HTTP. */
final class TranslationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAT =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String MESSAGES =
      "{\"model\":\"chat\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  /** An OpenAI backend a, then an Anthropic backend b. */
  private void serve() {
    manifest.inbound = List.of(Dialect.OpenAI, Dialect.Anthropic);
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools);
    manifest.backend("a", url("openai-a/v1"));
    manifest.dialect = Dialect.Anthropic;
    manifest.providerModel = "claude-sonnet-4-5";
    manifest.backend("b", url("anthropic")).route("a", "b");
    proxy = PROVIDERS.serve(manifest);
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/" + path;
  }

  private static void failFirst() {
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"status\":500}}");
  }

  private HttpResponse<String> messages(String body) {
    return ServedProxy.send(
        proxy
            .request("/v1/messages")
            .header("content-type", "application/json")
            .header("anthropic-version", "2023-06-01")
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

  private static String streaming(String body) {
    return body.replace("{\"model\"", "{\"stream\":true,\"model\"");
  }

  @Test
  void aChatCallerIsAnsweredByAnAnthropicProviderWhenItsOwnFails() {
    serve();
    failFirst();

    var answer = proxy.chat(CHAT);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
    var body = json(answer.body());
    assertThat(body.path("object").asText()).isEqualTo("chat.completion");
    assertThat(body.at("/choices/0/message/content").asText()).startsWith("You said: Hello");
    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(body.at("/usage/prompt_tokens").asLong()).isPositive();
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(u -> assertThat(u.output()).isPositive());
    assertThat(PROVIDERS.simulator().journal().list("anthropic").getLast().toString())
        .contains("claude-sonnet-4-5")
        .contains("max_tokens");
  }

  @Test
  void aChatStreamIsToldEventByEventFromAnAnthropicProvider() {
    serve();
    failFirst();

    var answer = proxy.chat(streaming(CHAT));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var data =
        answer
            .body()
            .lines()
            .filter(line -> line.startsWith("data: {"))
            .map(line -> json(line.substring(6)))
            .toList();
    assertThat(data)
        .allSatisfy(
            chunk -> assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk"));
    var text = new StringBuilder();
    data.forEach(chunk -> text.append(chunk.at("/choices/0/delta/content").asText("")));
    assertThat(text.toString()).startsWith("You said: Hello");
    assertThat(answer.body())
        .contains(": x-headgate-cost: ")
        .endsWith("data: [DONE]\n\n")
        .doesNotContain("event:")
        .doesNotContain("\"usage\":{");
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(u -> assertThat(u.output()).isPositive());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnthropicCallerIsAnsweredByBothProviders(boolean firstFails) {
    serve();
    if (firstFails) {
      failFirst();
    }

    var whole = messages(MESSAGES);
    var stream = messages(streaming(MESSAGES));

    assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
    var message = json(whole.body());
    assertThat(message.path("type").asText()).isEqualTo("message");
    assertThat(message.at("/content/0/text").asText()).startsWith("You said: Hello");
    assertThat(message.path("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(whole.headers().firstValue("x-headgate-target"))
        .hasValue(firstFails ? "b/gpt" : "a/gpt");
    assertThat(stream.body())
        .startsWith("event: message_start\n")
        .contains("event: content_block_delta\n")
        .contains(": x-headgate-cost: ")
        .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  @Test
  void aToolLoopThatBeganOnOneProviderGoesOnOnTheOther() {
    serve();
    var loop =
        """
        {"model":"chat","messages":[
          {"role":"user","content":"What is the weather in Berlin and Paris?"},
          {"role":"assistant","content":null,"tool_calls":[
            {"id":"functions.weather:0","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Berlin\\"}"}},
            {"id":"functions.weather:1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
          {"role":"tool","tool_call_id":"functions.weather:1","content":"rain"},
          {"role":"tool","tool_call_id":"functions.weather:0","content":"sun"}],
         "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]}
        """;
    assertThat(proxy.chat(loop).headers().firstValue("x-headgate-target")).hasValue("a/gpt");
    failFirst();

    var answer = proxy.chat(loop);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
  }

  @Test
  void whatWouldBeLostIsToldToTheCallerAndRefusedByAStrictRoute() {
    serve();
    failFirst();
    var seeded = CHAT.replace("{\"model\"", "{\"seed\":7,\"model\"");

    var warned = proxy.chat(seeded);

    assertThat(warned.statusCode()).as(warned.body()).isEqualTo(200);
    assertThat(warned.headers().firstValue("x-headgate-translation").orElseThrow())
        .contains("seed")
        .contains("severity=degrading");
    proxy.close();

    var strict = new Manifest();
    strict.translation = Route.Translation.Strict;
    strict.attempts = 0;
    strict.capabilities = manifest.capabilities;
    strict.dialect = Dialect.Anthropic;
    strict.providerModel = "claude-sonnet-4-5";
    strict.backend("b", url("anthropic")).route("b");
    proxy = PROVIDERS.serve(strict);

    var refused = proxy.chat(seeded);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused.body()).at("/error/code").asText()).isEqualTo("untranslatable");
    assertThat(refused.body()).contains("seed");
    assertThat(proxy.budgets().outcomes()).isEqualTo(List.of(List.of("released")));
  }

  @Test
  void anAnthropicCallersErrorsHaveItsShape() {
    serve();

    assertThat(json(messages("{\"model\":\"chat\"}").body()).at("/error/type").asText())
        .isEqualTo("invalid_request_error");
    var unknown = messages(MESSAGES.replace("\"chat\"", "\"nope\""));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown.body()).path("type").asText()).isEqualTo("error");
    assertThat(json(unknown.body()).at("/error/type").asText()).isEqualTo("not_found_error");
    assertThat(json(unknown.body()).at("/error/code").asText()).isEqualTo("no_route");
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"status\":503}}");
    var exhausted = messages(MESSAGES);
    assertThat(exhausted.statusCode()).isEqualTo(502);
    assertThat(exhausted.headers().firstValue("x-should-retry")).hasValue("false");
    assertThat(json(exhausted.body()).at("/error/message").asText())
        .contains("a/gpt: Transient (503")
        .contains("b/gpt: Transient (503");
  }

  @Test
  void aBrokenStreamEndsWithTheCallersOwnErrorEvent() {
    serve();
    PROVIDERS
        .simulator()
        .script("{\"times\":-1,\"fault\":{\"cutAfterChunks\":6,\"interTokenDelayMs\":20}}");

    var answer = messages(streaming(MESSAGES));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("event: content_block_delta\n")
        .contains("event: error\n")
        .contains("providers_exhausted")
        .doesNotContain("message_stop");
  }
}
