package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.http.SdkCaller.Way;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  private static Vertx vertx;
  private static Simulator simulator;
  private static final Map<Dialect, ServedProxy> proxies = new EnumMap<>(Dialect.class);

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    simulator = ServedProxy.join(Simulator.start(vertx, 0));
    for (var provider : Dialect.values()) {
      proxies.put(provider, serve(provider));
    }
  }

  @AfterAll
  static void stop() {
    proxies.values().forEach(ServedProxy::close);
    ServedProxy.join(vertx.close());
  }

  private static ServedProxy serve(Dialect provider) {
    var manifest = new Manifest();
    manifest.inbound = SdkFailoverTest.CALLERS.keySet().stream().sorted().toList();
    manifest.attempts = 0;
    manifest.maxOutputTokens = 32_000;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning);
    var model =
        switch (provider) {
          // A name that no vendor uses takes everything.
          case OpenAI, OpenAIResponses -> "sim-large";
          case Gemini, VertexGemini -> "gemini-3-pro";
          default -> null;
        };
    ProviderFaces.backend(manifest, simulator, provider, "a", model);
    return new ServedProxy(vertx, manifest.route("a").build());
  }

  static Stream<Arguments> matrix() {
    return SdkFailoverTest.CALLERS.keySet().stream()
        .sorted()
        .flatMap(
            caller ->
                Stream.of(Dialect.values())
                    .flatMap(
                        provider ->
                            Way.all().stream().map(way -> Arguments.of(caller, provider, way))));
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("matrix")
  void everySdkTalksToEveryProvider(Dialect caller, Dialect provider, Way way) {
    try (var sdk = SdkFailoverTest.CALLERS.get(caller).apply(proxies.get(provider).url(""))) {
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
      boolean shows =
          provider != Dialect.OpenAI
              && provider != Dialect.AzureOpenAI
              && provider != Dialect.OpenAIResponses;
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
