package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.http.SdkCaller.Way;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official SDKs for Java, with only base URL and key changed, against a provider of every
 * dialect: streamed and not, with tools and without, thinking and not.
 */
final class SdkMatrixTest {
  private static final Map<Dialect, Function<String, SdkCaller>> CALLERS =
      Map.of(
          Dialect.OpenAI, ChatSdk::new,
          Dialect.OpenAIResponses, ResponsesSdk::new,
          Dialect.Anthropic, AnthropicSdk::new,
          Dialect.Gemini, GeminiSdk::new);

  private static final List<Dialect> DIALECTS =
      List.of(Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Gemini);

  private static Vertx vertx;
  private static Simulator simulator;
  private static Map<Dialect, ServedProxy> proxies;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
    proxies =
        Map.of(
            Dialect.OpenAI, serve(Dialect.OpenAI, "/openai/v1", "sim-large"),
            Dialect.OpenAIResponses, serve(Dialect.OpenAIResponses, "/openai/v1", "sim-large"),
            Dialect.Anthropic, serve(Dialect.Anthropic, "/anthropic", "claude-sonnet-4-5"),
            Dialect.Gemini, serve(Dialect.Gemini, "/gemini", "gemini-3-pro"));
  }

  @AfterAll
  static void stop() {
    proxies.values().forEach(ServedProxy::close);
    ServedProxy.join(vertx.close());
  }

  private static ServedProxy serve(Dialect provider, String base, String model) {
    var manifest = new Manifest();
    manifest.inbound = DIALECTS;
    manifest.dialect = provider;
    manifest.providerModel = model;
    manifest.attempts = 0;
    manifest.maxOutputTokens = 32_000;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning);
    manifest.backend("a", "http://127.0.0.1:" + simulator.port() + base).route("a");
    return new ServedProxy(vertx, manifest.build());
  }

  static Stream<Arguments> matrix() {
    return DIALECTS.stream()
        .flatMap(
            caller ->
                DIALECTS.stream()
                    .flatMap(
                        provider ->
                            Way.all().stream().map(way -> Arguments.of(caller, provider, way))));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("matrix")
  void everySdkTalksToEveryProvider(Dialect caller, Dialect provider, Way way) {
    try (var sdk = CALLERS.get(caller).apply(proxies.get(provider).url(""))) {
      var question = "What is it like in Bonn? [[tool:weather {\"city\":\"Bonn\"}]]";

      var said = sdk.ask(question, way);

      if (way.tools()) {
        assertThat(said.calls()).containsExactly(SdkCaller.TOOL);
        said = sdk.answer("rain");
        assertThat(said.text()).startsWith("The tools returned: ").contains("rain");
      } else {
        assertThat(said.text()).startsWith("You said: What is it like in Bonn?");
      }
      assertThat(said.calls()).isEmpty();
      boolean shows = provider == Dialect.Anthropic || provider == Dialect.Gemini;
      boolean sees = caller == Dialect.Anthropic || caller == Dialect.Gemini;
      if (way.thinking() && !way.tools() && shows && sees) {
        assertThat(said.thought()).isTrue();
      }
      if (!way.thinking() && sees) {
        assertThat(said.thought()).isFalse();
      }
    }
  }
}
