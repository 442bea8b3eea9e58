package dev.headgate.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.budget.TokenBudget;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.drill.FailoverDrill;
import dev.headgate.crds.firewall.PromptFirewall;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ManifestsTest {

  private static final Map<String, Class<? extends CustomResource<?, ?>>> KINDS =
      Map.of(
          "LlmGateway", LlmGateway.class,
          "ProviderBackend", ProviderBackend.class,
          "LlmRoute", LlmRoute.class,
          "TokenBudget", TokenBudget.class,
          "LlmConsumer", LlmConsumer.class,
          "PromptFirewall", PromptFirewall.class,
          "FailoverDrill", FailoverDrill.class);

  /** What the API server, and so the records too, writes into a spec that leaves it out. */
  private static final List<String> DEFAULTED =
      List.of("reportingCurrency", "trafficClass", "translation", "timezone", "mode", "suspend");

  private static final KubernetesSerialization CLIENT = new KubernetesSerialization();

  record Manifest(String kind, String name, JsonNode json) {
    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  static Stream<Manifest> contract() throws IOException {
    var manifests = new ArrayList<Manifest>();
    for (String file : List.of("examples.yaml", "examples-full.yaml")) {
      try (var documents =
          new YAMLMapper()
              .readerFor(JsonNode.class)
              .<JsonNode>readValues(Repository.read(Repository.CONTRACT.resolve(file)))) {
        documents.forEachRemaining(
            json ->
                manifests.add(
                    new Manifest(
                        json.path("kind").textValue(),
                        json.path("metadata").path("name").textValue(),
                        json)));
      }
    }
    return manifests.stream();
  }

  @ParameterizedTest
  @MethodSource("contract")
  void aRecordHoldsEveryFieldOfAManifest(Manifest manifest) throws JsonProcessingException {
    // given
    Class<? extends CustomResource<?, ?>> kind = KINDS.get(manifest.kind());

    // when
    CustomResource<?, ?> read = CLIENT.unmarshal(manifest.json().toString(), kind);
    var written = (ObjectNode) new ObjectMapper().readTree(CLIENT.asJson(read)).get("spec");

    // then
    JsonNode spec = manifest.json().get("spec");
    DEFAULTED.stream().filter(name -> !spec.has(name)).forEach(written::remove);
    assertThat(written).isEqualTo(spec);
  }

  @Test
  void bothFilesShowEveryKind() throws IOException {
    assertThat(contract().map(Manifest::kind)).containsAll(KINDS.keySet());
  }
}
