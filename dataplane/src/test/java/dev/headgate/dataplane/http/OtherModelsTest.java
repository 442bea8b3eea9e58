package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a caller says to one model of a vendor goes to its others, too, which refuse this or that of
 * it: a failover inside one dialect must not end in a refusal. The simulator refuses by the names
 * of models what their providers do.
 */
final class OtherModelsTest {
  private static final List<String> CLAUDES =
      List.of(
          "claude-3-5-haiku-latest",
          "claude-sonnet-4-5",
          "claude-opus-4-6",
          "claude-opus-4-7",
          "claude-opus-4-8");
  private static final List<String> GPTS =
      List.of("gpt-4o", "gpt-4.1", "gpt-5", "gpt-5.4", "o3", "o3-mini");
  private static final List<String> GEMINIS =
      List.of(
          "gemini-2.0-flash",
          "gemini-2.5-flash",
          "gemini-2.5-pro",
          "gemini-3-pro",
          "gemini-3.5-flash");

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  static Stream<Arguments> said() {
    var messages =
        Stream.of(
            "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}",
            "\"thinking\":{\"type\":\"adaptive\"}",
            "\"thinking\":{\"type\":\"disabled\"}",
            "\"output_config\":{\"effort\":\"low\"}",
            "\"temperature\":0.5",
            "\"temperature\":0.5,\"top_p\":0.5",
            "\"top_k\":5",
            "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"temperature\":1");
    var chat =
        Stream.of(
            "\"temperature\":0.5",
            "\"top_p\":0.5",
            "\"frequency_penalty\":0.5",
            "\"max_tokens\":50",
            "\"reasoning_effort\":\"low\"",
            "\"logit_bias\":{\"5\":1}");
    var responses =
        Stream.of(
            "\"temperature\":0.5",
            "\"top_p\":0.5",
            "\"reasoning\":{\"effort\":\"low\"}",
            "\"reasoning\":{\"summary\":\"auto\"}",
            "\"include\":[\"reasoning.encrypted_content\"],\"store\":false");
    var gemini =
        Stream.of(
            "\"thinkingConfig\":{\"thinkingLevel\":\"LOW\"}",
            "\"thinkingConfig\":{\"thinkingBudget\":0}",
            "\"thinkingConfig\":{\"thinkingBudget\":512}",
            "\"thinkingConfig\":{\"thinkingBudget\":-1}",
            "\"thinkingConfig\":{\"includeThoughts\":true}",
            "\"temperature\":0.5");
    return Stream.of(
            cross(Dialect.Anthropic, CLAUDES, messages.toList()),
            cross(Dialect.OpenAI, GPTS, chat.toList()),
            cross(Dialect.OpenAIResponses, GPTS, responses.toList()),
            cross(Dialect.Gemini, GEMINIS, gemini.toList()))
        .flatMap(all -> all);
  }

  private static Stream<Arguments> cross(Dialect dialect, List<String> models, List<String> said) {
    return models.stream()
        .flatMap(model -> said.stream().map(fields -> Arguments.of(dialect, model, fields)));
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("said")
  void isTakenByEveryModelOfTheVendor(Dialect dialect, String model, String fields) {
    var manifest = new Manifest();
    manifest.inbound = List.of(dialect);
    manifest.attempts = 0;
    manifest.maxOutputTokens = 8_000;
    manifest.capabilities =
        List.of(Capability.Streaming, Capability.Tools, Capability.Reasoning, Capability.LogProbs);
    ProviderFaces.backend(manifest, PROVIDERS.simulator(), dialect, "a", model);
    var proxy = PROVIDERS.serve(manifest.route("a"));
    var path =
        switch (dialect) {
          case OpenAI -> "/v1/chat/completions";
          case OpenAIResponses -> "/v1/responses";
          case Anthropic -> "/v1/messages";
          default -> "/v1beta/models/chat:generateContent";
        };
    var body =
        switch (dialect) {
          case OpenAI ->
              "{\"model\":\"chat\",%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
          case OpenAIResponses -> "{\"model\":\"chat\",%s,\"input\":\"Hi\"}";
          case Anthropic ->
              "{\"model\":\"chat\",\"max_tokens\":2000,%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
          default ->
              "{\"generationConfig\":{%s},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
        };

    var answer =
        ServedProxy.send(
            proxy
                .request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.formatted(fields)))
                .build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
