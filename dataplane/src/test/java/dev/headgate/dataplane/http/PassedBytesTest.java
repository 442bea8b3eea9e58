package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Realm;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers and providers of one dialect: requests and answers pass byte for byte where nothing must
 * change, and are translated where something must.
 */
final class PassedBytesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEALED =
      Envelope.seal(List.of(new Opaque(new Realm("openai", "", "ai/x"), "encrypted_content", "e")));

  private static Vertx vertx;
  private static HttpServer provider;
  private static Simulator simulator;
  private static final List<String> received = new CopyOnWriteArrayList<>();
  private static String answer = "";

  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  /**
   * One dialect, written as no program of ours would write it.
   *
   * @param dialect of the caller
   * @param provider dialect of the provider
   * @param request its {@code "stream"} says false
   * @param whole answer
   * @param stream of events
   */
  private record Speech(
      Dialect dialect,
      Dialect provider,
      String base,
      String path,
      String request,
      String whole,
      String stream) {
    Speech(Dialect dialect, String base, String path, String request, String whole, String stream) {
      this(dialect, dialect, base, path, request, whole, stream);
    }

    /** The same to a platform that has the dialect's models. */
    Speech at(Dialect provider) {
      // There a turn must say whose it is.
      var said = request.replace("{\"parts\"", "{\"role\":\"user\",\"parts\"");
      return new Speech(dialect, provider, "/v1/projects/p/locations/l", path, said, whole, stream);
    }

    /** What the provider gets of a body. */
    String sent(String body, String model) {
      return provider == Dialect.VertexAnthropic
          ? body.replace("\"model\":\"chat\"", "\"anthropic_version\":\"vertex-2023-10-16\"")
          : body.replace("\"chat\"", '"' + model + '"');
    }

    @Override
    public String toString() {
      return dialect + " to " + provider;
    }

    String streamPath() {
      return path.replace(":generateContent", ":streamGenerateContent?alt=sse");
    }
  }

  private static final Speech ANTHROPIC =
      new Speech(
          Dialect.Anthropic,
          "",
          "/v1/messages",
          "{ \"max_tokens\" : 64,\"stream\": false,\n"
              + " \"unheard_of\": [1, 2.50],\"messages\": [{\"content\":\"Gr\\u00fc\\u00DFe \\/"
              + " \uD83D\uDE00\",\"role\":\"user\"} ]\t,\"model\":\"chat\"}",
          "{\"type\":\"message\","
              + " \"new_field\":1e3,\"content\":[{\"type\":\"text\",\"text\":\"\\u0048i\"}],"
              + "\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}",
          event("message_start")
              + "{\"type\":\"message_start\", \"message\":{\"usage\":{\"input_tokens\":3}}}\n\n"
              + event("content_block_start")
              + "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\"}}\n\n"
              + event("content_block_delta")
              + "{\"type\":\"content_block_delta\",\"delta\":{\"text\":\"\\u0048i\"}}\n\n"
              + event("unheard_of")
              + "{\"type\":\"unheard_of\"}\n\n"
              + event("message_delta")
              + "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":2}}\n\n"
              + event("message_stop")
              + "{\"type\":  \"message_stop\"}\n\n");

  private static final Speech RESPONSES =
      new Speech(
          Dialect.OpenAIResponses,
          "/v1",
          "/v1/responses",
          "{ \"max_output_tokens\" : 64,\"stream\": false,\n"
              + " \"unheard_of\": [1, 2.50],\"input\":\"Gr\\u00fc\\u00DFe "
              + "\uD83D\uDE00\",\"model\":\"chat\"}",
          "{\"object\":\"response\","
              + " \"status\":\"completed\",\"new_field\":1e3,\"output\":[{\"type\":\"message\","
              + "\"content\":[{\"type\":\"output_text\",\"text\":\"\\u0048i\"}]}],\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}",
          event("response.created")
              + "{\"type\":\"response.created\", \"response\":{}}\n\n"
              + event("response.output_text.delta")
              + "{\"type\":\"response.output_text.delta\",\"delta\":\"\\u0048i\"}\n\n"
              + event("response.unheard_of")
              + "{\"type\":\"response.unheard_of\"}\n\n"
              + event("response.completed")
              + "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\","
              + "\"usage\":{\"input_tokens\":3,\"output_tokens\":2}}}\n\n");

  private static final Speech GEMINI =
      new Speech(
          Dialect.Gemini,
          "",
          "/v1beta/models/chat:generateContent",
          "{ \"generation_config\" : {\"max_output_tokens\":64},\n"
              + " \"unheardOf\": [1, 2.50],\"contents\":[{\"parts\":[{\"text\":\"Gr\\u00fc\\u00DFe"
              + " \uD83D\uDE00\"}]}]}",
          "{\"candidates\":"
              + " [{\"content\":{\"parts\":[{\"text\":\"\\u0048i\"}]},\"finishReason\":\"STOP\"}],\"new_field\":1e3,"
              + "\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2}}",
          "data: {\"candidates\": [{\"content\":{\"parts\":[{\"text\":\"\\u0048i\"}]}}]}\r\n\r\n"
              + "data: {\"candidates\":"
              + " [{\"content\":{\"parts\":[{\"text\":\"!\"}]},\"finishReason\":\"STOP\"}]}\r\n\r\n"
              + "data:"
              + " {\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2}}\r\n\r\n");

  private static String event(String name) {
    return "event: " + name + "\ndata: ";
  }

  static Stream<Speech> speeches() {
    return Stream.of(
        ANTHROPIC,
        RESPONSES,
        GEMINI,
        ANTHROPIC.at(Dialect.VertexAnthropic),
        GEMINI.at(Dialect.VertexGemini));
  }

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
    provider =
        ServedProxy.join(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  received.add(body.toString());
                                  boolean events = !answer.startsWith("{");
                                  request
                                      .response()
                                      .putHeader(
                                          "content-type",
                                          events ? "text/event-stream" : "application/json")
                                      .end(Buffer.buffer(answer));
                                }))
                .listen(0, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    ServedProxy.join(vertx.close());
  }

  @AfterEach
  void close() {
    proxy.close();
    received.clear();
    simulator.journal().clear();
    simulator.faults().clear();
  }

  private void serve(Speech speech, String providerModel) {
    manifest.inbound = List.of(speech.dialect());
    manifest.dialect = speech.provider();
    manifest.providerModel = providerModel;
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning);
    manifest.backend("a", "http://127.0.0.1:" + provider.actualPort() + speech.base()).route("a");
    proxy = new ServedProxy(vertx, manifest.build());
  }

  private HttpResponse<String> call(String path, String body) {
    return ServedProxy.send(
        proxy
            .request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @ParameterizedTest
  @MethodSource("speeches")
  void aRequestAndItsWholeAnswerPassByteForByte(Speech speech) {
    serve(speech, "chat");
    answer = speech.whole();

    var told = call(speech.path(), speech.request());

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(received).containsExactly(speech.sent(speech.request(), "chat"));
    assertThat(told.body()).isEqualTo(speech.whole());
    assertThat(told.headers().firstValue("x-headgate-translation")).isEmpty();
    paid();
  }

  @ParameterizedTest
  @MethodSource("speeches")
  void aStreamPassesByteForByte(Speech speech) {
    serve(speech, "chat");
    answer = speech.stream();
    var body = speech.request().replace("\"stream\": false", "\"stream\": true");

    var told = call(speech.streamPath(), body);

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
    assertThat(received).containsExactly(speech.sent(body, "chat"));
    assertThat(told.body().replaceFirst("(: x-headgate-[^\n]*\n)+\n", ""))
        .isEqualTo(speech.stream());
    paid();
  }

  private void paid() {
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(
            usage -> {
              assertThat(usage.input()).isEqualTo(3);
              assertThat(usage.output()).isEqualTo(2);
            });
  }

  @ParameterizedTest
  @MethodSource("speeches")
  void onlyTheModelsNameAndTheCapAreChanged(Speech speech) {
    manifest.maxOutputTokens = 50;
    serve(speech, "provider-model");
    answer = speech.whole();

    call(speech.path(), speech.request());

    assertThat(received)
        .containsExactly(speech.sent(speech.request(), "provider-model").replace("64", "50"));
  }

  @ParameterizedTest
  @MethodSource("speeches")
  void anErrorOfTheProvidersIsToldAsItIs(Speech speech) {
    serve(speech, "chat");
    answer =
        "{\"type\":\"error\", \"error\":{\"code\":500,\"type\":\"api_error\",\"message\":\"m\"}}";

    var told = call(speech.path(), speech.request());

    assertThat(told.statusCode()).isEqualTo(502);
    assertThat(told.body()).contains("providers_exhausted");
    assertThat(proxy.budgets().outcomes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}",
        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"c1\",\"name\":\"a\",\"args\":{}}}]},{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"c1\",\"name\":\"a\",\"response\":{\"x\":1}}}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"a\"}]}]}"
      })
  void whatVertexRefusesOfGeminisDialectIsTranslated(String body) {
    manifest.inbound = List.of(Dialect.Gemini);
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools);
    ProviderFaces.backend(manifest, simulator, Dialect.VertexGemini, "a");
    proxy = new ServedProxy(vertx, manifest.route("a").build());

    var told = call(GEMINI.path(), body);

    assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
  }

  /** What is no error of the model's own comes from Google, in Google's shape. */
  @Test
  void anErrorOfThePlatformIsToldInTheCallersShape() throws Exception {
    manifest.inbound = List.of(Dialect.Anthropic);
    manifest.attempts = 0;
    ProviderFaces.backend(manifest, simulator, Dialect.VertexAnthropic, "a");
    proxy = new ServedProxy(vertx, manifest.route("a").build());
    simulator.script("{\"provider\":\"vertex\",\"fault\":{\"status\":422}}");

    var told = call(ANTHROPIC.path(), ANTHROPIC.request());

    assertThat(told.statusCode()).as(told.body()).isBetween(400, 499);
    assertThat(JSON.readTree(told.body()).path("type").asText()).isEqualTo("error");
    assertThat(JSON.readTree(told.body()).at("/error/message").asText()).isNotEmpty();
    assertThat(told.body()).doesNotContain("INVALID_ARGUMENT");
  }

  @Test
  void betasOfAnthropicsAreToldToVertex() {
    manifest.inbound = List.of(Dialect.Anthropic);
    manifest.attempts = 0;
    ProviderFaces.backend(manifest, simulator, Dialect.VertexAnthropic, "a");
    proxy = new ServedProxy(vertx, manifest.route("a").build());

    ServedProxy.send(
        proxy
            .request(ANTHROPIC.path())
            .header("content-type", "application/json")
            .header("anthropic-beta", "interleaved-thinking-2025-05-14")
            .POST(HttpRequest.BodyPublishers.ofString(ANTHROPIC.request()))
            .build());

    assertThat(simulator.journal().list("vertex").getLast().toString())
        .contains("interleaved-thinking-2025-05-14");
  }

  /** Bodies that a provider of the same dialect would refuse as they are. */
  static Stream<Arguments> histories() {
    var result =
        "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"sun\"}]}";
    var tools = "\"tools\":[{\"name\":\"a\",\"input_schema\":{\"type\":\"object\"}}],";
    var ask = "{\"role\":\"user\",\"content\":\"Hi\"}";
    var use = "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"a\",\"input\":{}}";
    var declared = "\"tools\":[{\"functionDeclarations\":[{\"name\":\"a\"}]}],";
    var asked = "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}";
    var answered =
        "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"a\",\"response\":{\"x\":1}}}]}";
    return Stream.of(
        Arguments.of(
            ANTHROPIC,
            "claude-sonnet-4-5",
            "another provider's reasoning",
            "{\"model\":\"chat\",\"max_tokens\":5000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
                + tools
                + "\"messages\":["
                + ask
                + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\""
                + SEALED
                + "\"},"
                + use
                + "]},"
                + result
                + "]}"),
        Arguments.of(
            ANTHROPIC,
            "claude-sonnet-4-5",
            "a turn that began without thinking",
            "{\"model\":\"chat\",\"max_tokens\":5000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
                + tools
                + "\"messages\":["
                + ask
                + ",{\"role\":\"assistant\",\"content\":["
                + use
                + "]},"
                + result
                + "]}"),
        Arguments.of(
            ANTHROPIC,
            "claude-sonnet-4-5",
            "a call without its result",
            "{\"model\":\"chat\",\"max_tokens\":500,"
                + tools
                + "\"messages\":["
                + ask
                + ",{\"role\":\"assistant\",\"content\":["
                + use
                + "]},"
                + ask
                + "]}"),
        Arguments.of(
            ANTHROPIC,
            "claude-opus-4-7",
            "a temperature that the model refuses",
            "{\"model\":\"chat\",\"max_tokens\":500,\"temperature\":0.5,\"messages\":["
                + ask
                + "]}"),
        Arguments.of(
            RESPONSES,
            "gpt-5",
            "another provider's reasoning",
            "{\"model\":\"chat\",\"input\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"type\":\"reasoning\",\"id\":\"rs_1\","
                + "\"summary\":[],\"encrypted_content\":\""
                + SEALED
                + "\"},{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"a\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"sun\"}],"
                + "\"tools\":[{\"type\":\"function\",\"name\":\"a\",\"parameters\":{\"type\":\"object\",\"properties\":{}},\"strict\":false}]}"),
        Arguments.of(
            GEMINI,
            "gemini-3-pro",
            "a call without a signature",
            "{"
                + declared
                + "\"contents\":["
                + asked
                + ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"a\",\"args\":{}}}]},"
                + answered
                + "]}"),
        Arguments.of(
            GEMINI,
            "gemini-3-pro",
            "another provider's reasoning",
            "{"
                + declared
                + "\"contents\":["
                + asked
                + ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"a\",\"args\":{}},\"thoughtSignature\":\""
                + SEALED
                + "\"}]},"
                + answered
                + "]}"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("histories")
  void whatMustChangeIsTranslated(Speech speech, String model, String why, String body) {
    serveSimulator(speech, model);

    var told = call(speech.path(), body);

    assertThat(told.statusCode()).as(why + ": " + told.body()).isEqualTo(200);
    assertThat(simulator.journal().list(null).getLast().body())
        .doesNotContain(SEALED)
        .isNotEqualTo(body.replace("\"chat\"", '"' + model + '"'));
  }

  private void serveSimulator(Speech speech, String model) {
    manifest.inbound = List.of(speech.dialect());
    manifest.dialect = speech.dialect();
    manifest.providerModel = model;
    manifest.attempts = 0;
    manifest.maxOutputTokens = 32_000;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning);
    manifest.backend("a", "http://127.0.0.1:" + simulator.port() + "/own" + speech.base());
    proxy = new ServedProxy(vertx, manifest.route("a").build());
  }

  @Test
  void whatIsNoRequestOfTheDialectIsRefusedWhenItMustBeRead() {
    manifest.inbound = List.of(Dialect.Anthropic);
    manifest.attempts = 0;
    manifest.backend("a", "http://127.0.0.1:" + simulator.port() + "/openai-a/v1").route("a");
    proxy = new ServedProxy(vertx, manifest.build());

    var told =
        call(
            "/v1/messages",
            "{\"model\":\"chat\",\"max_tokens\":5,\"temperature\":\"hot\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");

    assertThat(told.statusCode()).isEqualTo(400);
    assertThat(told.body()).contains("invalid_request").contains("$.temperature");
    assertThat(proxy.budgets().outcomes()).containsExactly(List.of("released"));
  }

  @Test
  void reasoningThatIsSealedForOneAccountIsNotedWhereARouteHasTwo() throws Exception {
    manifest.inbound = List.of(Dialect.OpenAIResponses);
    manifest.dialect = Dialect.OpenAIResponses;
    manifest.providerModel = "gpt-5";
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning);
    manifest
        .backend("a", "http://127.0.0.1:" + simulator.port() + "/own/v1")
        .backend("b", "http://127.0.0.1:" + simulator.port() + "/other/v1")
        .route("a", "b");
    proxy = new ServedProxy(vertx, manifest.build());
    var ask =
        "{\"model\":\"chat\",\"store\":false,\"include\":[\"reasoning.encrypted_content\"],\"input\":[{\"role\":\"user\",\"content\":\"Hi\"}";

    var first = JSON.readTree(call("/v1/responses", ask + "]}").body());
    simulator.script("{\"provider\":\"own\",\"times\":1,\"fault\":{\"status\":500}}");
    var history = new StringBuilder(ask);
    for (JsonNode item : first.path("output")) {
      history.append(',').append(item);
    }
    history.append(",{\"role\":\"user\",\"content\":\"And?\"}]}");
    var elsewhere = call("/v1/responses", history.toString());
    var back = call("/v1/responses", history.toString());

    assertThat(elsewhere.statusCode()).as(elsewhere.body()).isEqualTo(200);
    assertThat(elsewhere.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(back.headers().firstValue("x-headgate-target")).hasValue("a/gpt");
    assertThat(simulator.journal().list("own").getLast().body()).contains("\"encrypted_content\"");
  }
}
