package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Gateway;
import dev.headgate.dataplane.budget.RedisProcess;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A caller of Chat Completions, whose dialect has no place for hidden reasoning, in a tool loop
 * that goes from a provider who signs to one who does not and back, through two proxies.
 */
final class KeptReasoningTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOLS =
      "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"parameters\":{\"type\":\"object\","
          + "\"properties\":{\"city\":{\"type\":\"string\"}}}}}]";

  private static Vertx vertx;
  private static Simulator simulator;

  private RedisProcess redis;
  private ServedProxy one;
  private ServedProxy two;

  /**
   * A provider that signs.
   *
   * @param provider its prefix at the simulator
   * @param hidden what it hides in a request, byte for byte
   */
  private record Signer(
      Dialect dialect, String provider, String base, String model, String hidden) {
    @Override
    public String toString() {
      return dialect.name();
    }
  }

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
  }

  @AfterAll
  static void stop() {
    ServedProxy.join(vertx.close());
  }

  @BeforeEach
  void startStore() {
    redis = new RedisProcess(RedisProcess.newest());
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    redis.close();
    simulator.faults().clear();
    simulator.journal().clear();
  }

  static Stream<Arguments> signers() {
    return Stream.of(
            new Signer(
                Dialect.Anthropic, "anthropic", "/anthropic", "claude-sonnet-4-5", "signature"),
            new Signer(Dialect.Gemini, "gemini", "/gemini", "gemini-3-pro", "thoughtSignature"),
            new Signer(
                Dialect.OpenAIResponses, "openai-r", "/openai-r/v1", "gpt-5", "encrypted_content"))
        .flatMap(signer -> Stream.of(false, true).map(stream -> Arguments.of(signer, stream)));
  }

  private void serve(Signer signer) {
    one = new ServedProxy(vertx, manifest(signer).build());
    two = new ServedProxy(vertx, manifest(signer).build());
  }

  private Manifest manifest(Signer signer) {
    var manifest = new Manifest();
    manifest.redis =
        new Gateway.Redis(
            List.of(redis.node()), null, null, false, null, 500, Gateway.OnUnavailable.FailOpen, 0);
    manifest.attempts = 0;
    manifest.maxOutputTokens = 32_000;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning);
    manifest.dialect = signer.dialect();
    manifest.providerModel = signer.model();
    var base = "http://127.0.0.1:" + simulator.port();
    manifest.backend("signer", base + signer.base());
    manifest.dialect = Dialect.OpenAI;
    manifest.providerModel = "gpt-provider";
    return manifest.backend("plain", base + "/openai-a/v1").route("signer", "plain");
  }

  private static ObjectNode message(String role, String content) {
    return JSON.createObjectNode().put("role", role).put("content", content);
  }

  private static ArrayNode question(String text) {
    return JSON.createArrayNode().add(message("user", text));
  }

  private static HttpResponse<String> ask(ServedProxy proxy, ArrayNode history, boolean stream) {
    return proxy.chat(
        "{\"model\":\"chat\",\"reasoning_effort\":\"high\",\"max_completion_tokens\":20000,\"stream\":"
            + stream
            + ",\"tools\":"
            + TOOLS
            + ",\"messages\":"
            + history
            + "}");
  }

  /** The answer's call and its result, as an agent adds them to its history. */
  private static void goOn(ArrayNode history, HttpResponse<String> answer, boolean stream) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var message = history.addObject().put("role", "assistant").putNull("content");
    var call = message.putArray("tool_calls").addObject().put("type", "function");
    var function = call.putObject("function").put("name", "weather");
    var arguments = new StringBuilder();
    for (var seen : stream ? chunks(answer.body()) : List.of(json(answer.body()))) {
      var said = seen.at(stream ? "/choices/0/delta" : "/choices/0/message");
      for (var part : said.path("tool_calls")) {
        if (part.has("id")) {
          call.put("id", part.path("id").asText());
        }
        arguments.append(part.at("/function/arguments").asText());
      }
    }
    assertThat(call.path("id").asText()).as(answer.body()).isNotEmpty();
    function.put("arguments", arguments.toString());
    history.add(message("tool", "sun").put("tool_call_id", call.path("id").asText()));
  }

  private static List<JsonNode> chunks(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> json(line.substring(6)))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  private static JsonNode last(Signer signer) {
    return json(simulator.journal().list(signer.provider()).getLast().body());
  }

  private static List<String> hidden(JsonNode body, String field) {
    return StreamSupport.stream(body.findValues(field).spliterator(), false)
        .map(JsonNode::asText)
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  @ParameterizedTest(name = "{0}, streamed: {1}")
  @MethodSource("signers")
  void itsReasoningComesBackThroughAnotherProxyAndAfterAnotherProvider(
      Signer signer, boolean stream) {
    serve(signer);
    var history = question("What is it like in Bonn? [[tool:weather {\"city\":\"Bonn\"}]]");

    var first = ask(one, history, stream);
    goOn(history, first, stream);
    assertThat(first.body()).doesNotContain(signer.hidden());
    var second = ask(two, history, stream);

    assertThat(second.headers().firstValue("x-headgate-target")).hasValue("signer/gpt");
    var signed = hidden(last(signer), signer.hidden());
    assertThat(signed).as(last(signer).toString()).hasSize(1);

    simulator.script(
        "{\"provider\":\"" + signer.provider() + "\",\"times\":1,\"fault\":{\"status\":500}}");
    var elsewhere = ask(two, history, stream);
    assertThat(elsewhere.headers().firstValue("x-headgate-target")).hasValue("plain/gpt");
    // What the other provider might have called instead.
    history
        .addObject()
        .put("role", "assistant")
        .putArray("tool_calls")
        .addObject()
        .put("id", "call_other")
        .put("type", "function")
        .putObject("function")
        .put("name", "weather")
        .put("arguments", "{\"city\":\"Rome\"}");
    history.add(message("tool", "rain").put("tool_call_id", "call_other"));
    var back = ask(one, history, stream);

    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(back.headers().firstValue("x-headgate-target")).hasValue("signer/gpt");
    assertThat(hidden(last(signer), signer.hidden()))
        .as(last(signer).toString())
        .containsAll(signed);
    if (signer.dialect() == Dialect.Anthropic) {
      assertThat(last(signer).at("/thinking/type").asText()).isEqualTo("enabled");
    }
  }

  @Test
  void whenTheStoreIsAwayTheLossIsToldAndTheCallGoesOn() {
    var signer = (Signer) signers().findFirst().orElseThrow().get()[0];
    serve(signer);
    var history = question("What is it like in Bonn? [[tool:weather {\"city\":\"Bonn\"}]]");
    ask(one, history, false);
    redis.kill();

    var answer = ask(one, history, false);
    var streamed = ask(one, history, true);

    assertThat(answer.headers().firstValue("x-headgate-translation").orElseThrow())
        .contains("hidden reasoning is not kept for the next turn")
        .contains("severity=degrading");
    assertThat(streamed.body())
        .contains(": x-headgate-translation: ")
        .contains("hidden reasoning is not kept for the next turn")
        .endsWith("data: [DONE]\n\n");
    goOn(history, answer, false);
    var next = ask(one, history, false);
    assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
    assertThat(next.headers().firstValue("x-headgate-target")).hasValue("signer/gpt");
    assertThat(next.headers().firstValue("x-headgate-translation").orElseThrow())
        .contains("messages[1].tool_calls[0]")
        .contains("could not be fetched, the store is away");
    assertThat(last(signer).has("thinking")).isFalse();
  }
}
