package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.budget.RedisProcess;
import dev.headgate.dataplane.http.SdkCaller.Way;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The official SDKs for Java, whose provider fails in the middle of a tool loop, and comes back for
 * the next one: from every provider to every other.
 */
final class SdkFailoverTest {
  static final Map<Dialect, Function<String, SdkCaller>> CALLERS =
      Map.of(
          Dialect.OpenAI, ChatSdk::new,
          Dialect.OpenAIResponses, ResponsesSdk::new,
          Dialect.Anthropic, AnthropicSdk::new,
          Dialect.Gemini, GeminiSdk::new);

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = new RedisProcess(RedisProcess.newest());
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  static Stream<Arguments> ways() {
    return CALLERS.keySet().stream()
        .sorted()
        .flatMap(
            caller ->
                Stream.of(Dialect.values())
                    .flatMap(
                        first ->
                            Stream.of(Dialect.values())
                                .flatMap(
                                    second ->
                                        Stream.of(false, true)
                                            .map(
                                                stream ->
                                                    Arguments.of(caller, first, second, stream)))));
  }

  @ParameterizedTest(name = "{0}: {1}, {2} and back, streamed: {3}")
  @MethodSource("ways")
  void aToolLoopGoesOnElsewhereAndTheNextOneAtHome(
      Dialect caller, Dialect first, Dialect second, boolean stream) {
    var proxy = ProviderFaces.serveTwo(PROVIDERS, redis, first, second);
    var two = "[[tool:weather {\"city\":\"Bonn\"}]] and [[tool:weather {\"city\":\"Rome\"}]]";
    try (var sdk = CALLERS.get(caller).apply(proxy.url(""))) {
      var said = sdk.ask(two, new Way(stream, true, true));
      assertThat(said.calls()).containsExactly(SdkCaller.TOOL, SdkCaller.TOOL);
      PROVIDERS
          .simulator()
          .script(
              "{\"provider\":\"" + ProviderFaces.name(first) + "\",\"fault\":{\"status\":503}}");

      var elsewhere = sdk.answer("rain");
      var again = sdk.say("And now? " + two);
      var atHome = sdk.answer("sun");

      assertThat(elsewhere.text()).startsWith("The tools returned: ").contains("rain");
      assertThat(again.calls()).containsExactly(SdkCaller.TOOL, SdkCaller.TOOL);
      assertThat(atHome.text()).startsWith("The tools returned: ").contains("sun");
      var told =
          json(PROVIDERS.simulator().journal().list(ProviderFaces.name(first)).getLast().body());
      if (!sealedBy(first).isEmpty()) {
        var seals =
            told.findValues(sealedBy(first)).stream()
                .filter(seal -> !seal.asText().isEmpty() && !seal.asText().startsWith("skip_"));
        // Of both its turns its own, and of the one between if that is its own realm's, too.
        boolean kin = sealedBy(first).equals(sealedBy(second));
        assertThat(seals).as(told.toString()).hasSizeBetween(2, kin ? 3 : 2);
      }
    }
  }

  /** The field of a request that has what this provider signed or encrypted. */
  private static String sealedBy(Dialect provider) {
    return switch (provider) {
      case Anthropic, VertexAnthropic, Bedrock -> "signature";
      case Gemini, VertexGemini -> "thoughtSignature";
      case OpenAIResponses -> "encrypted_content";
      case OpenAI, AzureOpenAI -> "";
    };
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }
}
