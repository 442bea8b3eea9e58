package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every request of the translation's golden folders, said to models on both clouds: none may be one
 * that the provider refuses.
 */
final class ReviewedRequestsTest {
  private static final Path TESTS = Path.of("../conversation/src/test");

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  private void serve(Dialect provider) {
    var manifest = new Manifest();
    manifest.inbound =
        List.of(Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Gemini);
    manifest.attempts = 0;
    manifest.maxOutputTokens = 30_000;
    manifest.contextWindow = 400_000;
    manifest.translation = Route.Translation.Permissive;
    manifest.capabilities = List.of(Capability.values());
    ProviderFaces.backend(manifest, PROVIDERS.simulator(), provider, "a");
    manifest.routeOf("ai/all", "*", "a");
    proxy = PROVIDERS.serve(manifest);
  }

  private static List<Path> requests() throws IOException {
    var all = new ArrayList<Path>();
    for (var folder : List.of("golden", "golden-gemini", "golden-bedrock")) {
      try (var files = Files.walk(TESTS.resolve(folder).resolve("requests"))) {
        files
            // The simulator knows no results of Anthropic's own search, and no URLs of
            // S3.
            .filter(file -> !file.toString().matches(".*/(server-tools|media)/.*"))
            .filter(file -> file.getFileName().toString().matches("in-.*\\.json"))
            .sorted()
            .forEach(all::add);
      }
    }
    return all;
  }

  private HttpResponse<String> call(Path file) throws IOException {
    var path =
        switch (file.getFileName().toString()) {
          case "in-chat.json" -> "/v1/chat/completions";
          case "in-responses.json" -> "/v1/responses";
          case "in-anthropic.json" -> "/v1/messages";
          default -> "/v1beta/models/m:generateContent";
        };
    return ServedProxy.send(
        proxy
            .request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Files.readString(file)))
            .build());
  }

  /** What a caller says in the provider's own dialect goes there as it is, mistakes and all. */
  private static boolean passedOn(Path file, Dialect provider) {
    var own =
        switch (provider) {
          case VertexAnthropic -> "in-anthropic.json";
          case VertexGemini -> "in-gemini.json";
          default -> "";
        };
    return file.endsWith(own);
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"Bedrock", "VertexAnthropic", "VertexGemini"})
  void noneIsRefusedByTheProvider(Dialect provider) throws IOException {
    serve(provider);
    var refused = new ArrayList<String>();
    int served = 0;

    for (var file : requests()) {
      if (passedOn(file, provider)) {
        continue;
      }
      PROVIDERS.simulator().counters().clear();
      var answer = call(file);
      served += answer.statusCode() == 200 ? 1 : 0;
      // Signatures in golden files are no provider's: to refuse those is right.
      if (PROVIDERS.simulator().counters().total(null).invalid() > 0
          && !answer.body().contains("ignature")) {
        refused.add(file + ": " + answer.body());
      }
    }

    assertThat(refused).isEmpty();
    assertThat(served).isGreaterThan(30);
  }
}
