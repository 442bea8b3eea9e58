package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller's stop text ends the answer before it, whoever answers. */
final class StopTextsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<Dialect, String> PATHS =
      Map.of(
          Dialect.OpenAI, "/v1/chat/completions",
          Dialect.Anthropic, "/v1/messages",
          Dialect.Gemini, "/v1beta/models/chat:generateContent");
  private static final Map<Dialect, String> BODIES =
      Map.of(
          Dialect.OpenAI,
          "{\"model\":\"chat\",\"stop\":[\"never\",\"simulated\"],"
              + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
          Dialect.Anthropic,
          "{\"model\":\"chat\",\"max_tokens\":500,\"stop_sequences\":[\"never\",\"simulated\"],"
              + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}",
          Dialect.Gemini,
          "{\"generationConfig\":{\"stopSequences\":[\"never\",\"simulated\"]},"
              + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}");

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  static Stream<Arguments> pairs() {
    return PATHS.keySet().stream()
        .sorted()
        .flatMap(caller -> Stream.of(Dialect.values()).map(to -> Arguments.of(caller, to)));
  }

  private static String send(Dialect caller, Dialect provider) {
    var manifest = new Manifest();
    manifest.inbound = List.of(caller);
    manifest.attempts = 0;
    manifest.translation = Route.Translation.Permissive;
    manifest.capabilities = List.of(Capability.Streaming);
    ProviderFaces.backend(manifest, PROVIDERS.simulator(), provider, "a", "a-model");
    return PROVIDERS.serve(manifest.route("a")).post(PATHS.get(caller), BODIES.get(caller)).body();
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("pairs")
  void endTheAnswer(Dialect caller, Dialect provider) throws IOException {
    var answer = JSON.readTree(send(caller, provider));

    // Responses has no such thing: told as lost, as the golden files have it.
    boolean ends = provider != Dialect.OpenAIResponses;
    var words = text(caller, answer);
    assertThat(words).startsWith("You said: Hello This is a");
    assertThat(words.contains("simulated")).as(words).isNotEqualTo(ends);
    switch (caller) {
      case OpenAI -> assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
      case Gemini -> assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
      default -> {
        // Only Claude tells which it was; Bedrock tells that it was one.
        boolean named = provider == Dialect.Anthropic || provider == Dialect.VertexAnthropic;
        boolean told = named || provider == Dialect.Bedrock;
        assertThat(answer.path("stop_reason").asText())
            .isEqualTo(told ? "stop_sequence" : "end_turn");
        assertThat(answer.path("stop_sequence").asText("null"))
            .isEqualTo(named ? "simulated" : "null");
      }
    }
  }

  private static String text(Dialect caller, JsonNode answer) {
    return switch (caller) {
      case OpenAI -> answer.at("/choices/0/message/content").asText();
      case Gemini -> answer.at("/candidates/0/content/parts/0/text").asText();
      default -> answer.at("/content/0/text").asText();
    };
  }
}
