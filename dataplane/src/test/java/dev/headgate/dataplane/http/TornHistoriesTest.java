package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.replay.Tears;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Callers and providers of one dialect, and histories that were torn: what passes byte for byte is
 * whole, and what is not is mended on its way.
 */
final class TornHistoriesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TESTS = Path.of("../conversation/src/test");
  private static final int TRIES = 400;

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  private static List<JsonNode> requests(String name) throws IOException {
    var all = new ArrayList<JsonNode>();
    for (var folder : List.of("golden", "golden-gemini", "golden-bedrock")) {
      try (var files = Files.walk(TESTS.resolve(folder).resolve("requests"))) {
        for (var file : files.filter(f -> f.endsWith("in-" + name + ".json")).sorted().toList()) {
          var text = Files.readString(file);
          // A schema that is wrong is the caller's own to mend where its bytes pass.
          if (!text.matches("(?s).*(json_schema|\"strict\"\\s*:\\s*true).*")) {
            all.add(withoutStored(JSON.readTree(text)));
          }
        }
      }
    }
    return all;
  }

  /** The simulator can open no reasoning that it did not seal, and has stored no answer. */
  private static JsonNode withoutStored(JsonNode request) {
    if (request.path("input") instanceof ArrayNode input) {
      for (int i = input.size() - 1; i >= 0; i--) {
        var item = input.get(i);
        boolean reference = item.size() <= 2 && item.has("id");
        if (reference || item.has("encrypted_content")) {
          input.remove(i);
        }
      }
      ((ObjectNode) request).remove("previous_response_id");
    }
    return request;
  }

  /** What the provider says is wrong; empty when it answers, or the gateway itself refuses. */
  private String refused(String path, JsonNode body) {
    PROVIDERS.simulator().counters().clear();
    var answer = proxy.post(path, body.toString());
    return PROVIDERS.simulator().counters().total(null).invalid() > 0 ? answer.body() : "";
  }

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource({
    "chat, OpenAI, /v1/chat/completions, gpt-provider",
    "chat, AzureOpenAI, /v1/chat/completions, gpt-provider",
    "responses, OpenAIResponses, /v1/responses, gpt-5",
    "anthropic, Anthropic, /v1/messages, claude-sonnet-4-5",
    "anthropic, VertexAnthropic, /v1/messages, claude-sonnet-4-5@20250929",
    "gemini, Gemini, /v1beta/models/m:generateContent, gemini-3-pro",
    "gemini, Gemini, /v1beta/models/m:generateContent, gemini-2.5-flash",
    "gemini, VertexGemini, /v1beta/models/m:generateContent, gemini-2.5-flash",
  })
  void noneIsRefused(String name, Dialect provider, String path, String model) throws IOException {
    var manifest = new Manifest();
    manifest.inbound =
        List.of(Dialect.OpenAI, Dialect.OpenAIResponses, Dialect.Anthropic, Dialect.Gemini);
    manifest.attempts = 0;
    manifest.maxOutputTokens = 30_000;
    manifest.contextWindow = 400_000;
    manifest.translation = Route.Translation.Permissive;
    manifest.capabilities = List.of(Capability.values());
    ProviderFaces.backend(manifest, PROVIDERS.simulator(), provider, "a", model);
    proxy = PROVIDERS.serve(manifest.routeOf("ai/all", "*", "a"));
    var whole = new ArrayList<JsonNode>();
    for (var request : requests(name)) {
      if (refused(path, request).isEmpty()) {
        whole.add(request);
      }
    }
    assertThat(whole).hasSizeGreaterThan(1);
    var random = new SplittableRandom(20261127);
    var faults = new ArrayList<String>();
    for (int i = 0; i < TRIES; i++) {
      var tears = random.ints(random.nextInt(1, 4), 0, Integer.MAX_VALUE).boxed().toList();
      var torn = Tears.in(whole.get(random.nextInt(whole.size())), tears);
      var refused = refused(path, torn);
      if (!refused.isEmpty()) {
        faults.add(refused + "\n" + torn);
      }
    }
    assertThat(faults).isEmpty();
  }
}
