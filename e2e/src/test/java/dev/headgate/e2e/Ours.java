package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Objects of headgate.dev as the API server has them. */
final class Ours {
  static final Map<String, String> KINDS =
      Map.of(
          "llmgateways", "LlmGateway",
          "providerbackends", "ProviderBackend",
          "llmroutes", "LlmRoute",
          "tokenbudgets", "TokenBudget",
          "llmconsumers", "LlmConsumer",
          "promptfirewalls", "PromptFirewall",
          "failoverdrills", "FailoverDrill");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Ours() {}

  /** One object, whole. */
  static JsonNode get(String plural, String name) {
    GenericKubernetesResource object =
        TestCluster.get()
            .client()
            .genericKubernetesResources(context(plural))
            .inNamespace(Installation.NAMESPACE)
            .withName(name)
            .get();
    return JSON.valueToTree(Objects.requireNonNull(object, () -> "no " + plural + "/" + name));
  }

  /** All of them in the namespace. */
  static List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    for (String plural : KINDS.keySet()) {
      TestCluster.get()
          .client()
          .genericKubernetesResources(context(plural))
          .inNamespace(Installation.NAMESPACE)
          .list()
          .getItems()
          .forEach(object -> all.add(JSON.valueToTree(object)));
    }
    return all;
  }

  /** Changes an object's spec by a merge patch, as {@code kubectl patch} does. */
  static void patch(String object, String spec) {
    TestCluster.get()
        .kubectl(
            "-n",
            Installation.NAMESPACE,
            "patch",
            object,
            "--type=merge",
            "-p",
            "{\"spec\":" + spec + "}");
  }

  /** Every object says Ready of the generation that it has. */
  static void areReady() {
    assertThat(all())
        .isNotEmpty()
        .allSatisfy(
            object ->
                assertThat(ready(object))
                    .as("%s %s", object.path("kind"), object.at("/metadata/name"))
                    .isEqualTo("True"));
  }

  static void isReady(String plural, String name) {
    JsonNode object = get(plural, name);
    assertThat(ready(object))
        .as("%s/%s: %s", plural, name, object.path("status"))
        .isEqualTo("True");
  }

  /** {@code True} and the like, or {@code stale} when it speaks of an earlier generation. */
  static String ready(JsonNode object) {
    JsonNode condition = condition(object, "Ready");
    boolean current =
        condition.path("observedGeneration").asLong() == object.at("/metadata/generation").asLong();
    return condition.path("status").asText().equals("True") && !current
        ? "stale"
        : condition.path("status").asText();
  }

  static JsonNode condition(JsonNode object, String type) {
    for (JsonNode condition : object.at("/status/conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return JSON.createObjectNode();
  }

  private static ResourceDefinitionContext context(String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("headgate.dev")
        .withVersion("v1alpha1")
        .withPlural(plural)
        .withKind(Objects.requireNonNull(KINDS.get(plural), plural))
        .withNamespaced(true)
        .build();
  }
}
