package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Choices of tools, structured output, failed tools, pictures in results and documents: callers of
 * every dialect, providers of every dialect, whole and streamed.
 */
final class EveryFeatureTest {
  private static final List<Dialect> CALLERS =
      List.of(Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Gemini);

  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  private static final String PDF = "JVBERi0xLjQKJeLjz9MK";
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
          + "\"required\":[\"city\"],\"additionalProperties\":false}";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  /** What a request is about. */
  private enum Feature {
    FORCED,
    NAMED,
    NONE,
    SCHEMA,
    RESULTS,
    DOCUMENT
  }

  static Stream<Arguments> all() {
    return CALLERS.stream()
        .flatMap(
            caller ->
                Stream.of(Dialect.values())
                    .flatMap(
                        provider ->
                            Stream.of(Feature.values())
                                .map(feature -> Arguments.of(caller, provider, feature))));
  }

  private static String body(Dialect caller, Feature feature) {
    return switch (caller) {
      case OpenAI -> chat(feature);
      case OpenAIResponses -> responses(feature);
      case Anthropic -> messages(feature);
      default -> generate(feature);
    };
  }

  private static String chat(Feature feature) {
    var tools =
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"pick\",\"parameters\":"
            + SCHEMA
            + "}}]";
    var asks = "{\"role\":\"user\",\"content\":\"Go [[tool:pick]]\"}";
    var more =
        switch (feature) {
          case FORCED -> "[" + asks + "],\"tool_choice\":\"required\"" + tools;
          case NAMED ->
              "["
                  + asks
                  + "],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"pick\"}}"
                  + tools;
          case NONE -> "[" + asks + "],\"tool_choice\":\"none\"" + tools;
          case SCHEMA ->
              "["
                  + asks
                  + "],\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":"
                  + SCHEMA
                  + "}}";
          case RESULTS ->
              "["
                  + asks
                  + ",{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"pick\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":[{\"type\":\"text\",\"text\":\"it"
                  + " rains\"}]}]"
                  + tools;
          case DOCUMENT ->
              "[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,"
                  + PDF
                  + "\"}},{\"type\":\"text\",\"text\":\"Read\"}]}]";
        };
    return "{\"model\":\"chat\",\"max_completion_tokens\":900,\"messages\":" + more + "}";
  }

  private static String responses(Feature feature) {
    var tools =
        ",\"tools\":[{\"type\":\"function\",\"name\":\"pick\",\"strict\":true,\"parameters\":"
            + SCHEMA
            + "}]";
    var asks = "{\"role\":\"user\",\"content\":\"Go [[tool:pick]]\"}";
    var more =
        switch (feature) {
          case FORCED -> "[" + asks + "],\"tool_choice\":\"required\"" + tools;
          case NAMED ->
              "[" + asks + "],\"tool_choice\":{\"type\":\"function\",\"name\":\"pick\"}" + tools;
          case NONE -> "[" + asks + "],\"tool_choice\":\"none\"" + tools;
          case SCHEMA ->
              "["
                  + asks
                  + "],\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"x\",\"strict\":true,\"schema\":"
                  + SCHEMA
                  + "}}";
          case RESULTS ->
              "["
                  + asks
                  + ",{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"pick\",\"arguments\":\"{}\"},{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":[{\"type\":\"input_text\",\"text\":\"it"
                  + " rains\"},{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,"
                  + PNG
                  + "\"}]}]"
                  + tools;
          case DOCUMENT ->
              "[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"filename\":\"a.pdf\",\"file_data\":\"data:application/pdf;base64,"
                  + PDF
                  + "\"},{\"type\":\"input_text\",\"text\":\"Read\"}]}]";
        };
    return "{\"model\":\"chat\",\"max_output_tokens\":900,\"input\":" + more + "}";
  }

  private static String messages(Feature feature) {
    var tools = ",\"tools\":[{\"name\":\"pick\",\"input_schema\":" + SCHEMA + "}]";
    var asks = "{\"role\":\"user\",\"content\":\"Go [[tool:pick]]\"}";
    var more =
        switch (feature) {
          case FORCED -> "[" + asks + "],\"tool_choice\":{\"type\":\"any\"}" + tools;
          case NAMED ->
              "[" + asks + "],\"tool_choice\":{\"type\":\"tool\",\"name\":\"pick\"}" + tools;
          case NONE -> "[" + asks + "],\"tool_choice\":{\"type\":\"none\"}" + tools;
          case SCHEMA ->
              "["
                  + asks
                  + "],\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
                  + SCHEMA
                  + "}}";
          case RESULTS ->
              "["
                  + asks
                  + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"pick\",\"input\":{}},{\"type\":\"tool_use\",\"id\":\"c2\",\"name\":\"pick\",\"input\":{}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"is_error\":true,\"content\":\"it"
                  + " rains\"},{\"type\":\"tool_result\",\"tool_use_id\":\"c2\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                  + PNG
                  + "\"}}]}]}]"
                  + tools;
          case DOCUMENT ->
              "[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\""
                  + PDF
                  + "\"}},{\"type\":\"text\",\"text\":\"Read\"}]}]";
        };
    return "{\"model\":\"chat\",\"max_tokens\":900,\"messages\":" + more + "}";
  }

  private static String generate(Feature feature) {
    var tools =
        ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"pick\",\"parametersJsonSchema\":"
            + SCHEMA
            + "}]}]";
    var asks = "{\"role\":\"user\",\"parts\":[{\"text\":\"Go [[tool:pick]]\"}]}";
    var choice = "],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":";
    var more =
        switch (feature) {
          case FORCED -> "[" + asks + choice + "\"ANY\"}}" + tools;
          case NAMED ->
              "[" + asks + choice + "\"ANY\",\"allowedFunctionNames\":[\"pick\"]}}" + tools;
          case NONE -> "[" + asks + choice + "\"NONE\"}}" + tools;
          case SCHEMA ->
              "["
                  + asks
                  + "],\"generationConfig\":{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":"
                  + SCHEMA
                  + "}";
          case RESULTS ->
              "["
                  + asks
                  + ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"pick\",\"args\":{}}}]},{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"pick\",\"response\":{\"error\":\"it"
                  + " rains\"}}}]}]"
                  + tools;
          case DOCUMENT ->
              "[{\"role\":\"user\",\"parts\":[{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\""
                  + PDF
                  + "\"}},{\"text\":\"Read\"}]}]";
        };
    return "{\"contents\":" + more + "}";
  }

  private HttpResponse<String> call(ToolLoop loop, String body, boolean stream) {
    var path = loop.path(stream);
    var streamed =
        stream && !path.contains(":") ? body.replaceFirst("\\{", "{\"stream\":true,") : body;
    return ServedProxy.send(
        proxy
            .request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(streamed))
            .build());
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("all")
  void isSaidToEveryProvider(Dialect caller, Dialect provider, Feature feature) {
    var manifest = new Manifest();
    manifest.inbound = CALLERS;
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.values());
    ProviderFaces.backend(manifest, PROVIDERS.simulator(), provider, "a");
    proxy = PROVIDERS.serve(manifest.route("a"));
    var loop = new ToolLoop(caller, false, false);
    var body = body(caller, feature);

    var whole = call(loop, body, false);
    var sent = PROVIDERS.simulator().journal().list(null).getLast().body();
    var stream = call(loop, body, true);

    assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
    assertThat(stream.statusCode()).as(stream.body()).isEqualTo(200);
    assertThat(stream.body()).doesNotContain("\"error\":{");
    var answer = ToolLoop.read(whole.body());
    switch (feature) {
      case FORCED, NAMED -> {
        assertThat(loop.called(answer)).as(whole.body()).containsExactly("pick");
        assertThat(stream.body()).contains("pick");
      }
      case NONE -> {
        assertThat(loop.called(answer)).as(whole.body()).isEmpty();
        assertThat(loop.words(answer)).contains("Go");
      }
      case SCHEMA -> assertThat(loop.words(answer)).contains("{").contains("city");
      case RESULTS -> {
        assertThat(loop.called(answer)).as(whole.body()).isEmpty();
        assertThat(sent).contains("it rains");
        if (caller == Dialect.Anthropic || caller == Dialect.OpenAIResponses) {
          assertThat(sent).contains("iVBORw0KGgo");
        }
      }
      case DOCUMENT -> assertThat(sent).contains(PDF);
    }
  }
}
