package dev.headgate.operator.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What External Secrets does with an ExternalSecret, as far as the samples ask for it: fills in the
 * template of its target and applies the Secret under a name of its own.
 */
final class TestSecretStore {
  private static final Pattern PLACE = Pattern.compile("\\{\\{ \\.(\\w+) }}");

  private final KubernetesClient client;

  TestSecretStore(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Refreshes one.
   *
   * @param values by the names that its template has for them
   */
  void refresh(GenericKubernetesResource externalSecret, Map<String, String> values) {
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(externalSecret.getMetadata().getNamespace())
            .withName(externalSecret.<String>get("spec", "target", "name"))
            .withAnnotations(
                filled(
                    externalSecret.get("spec", "target", "template", "metadata", "annotations"),
                    values))
            .endMetadata()
            .withStringData(
                filled(externalSecret.get("spec", "target", "template", "data"), values))
            .build();
    client.resource(secret).fieldManager("external-secrets").forceConflicts().serverSideApply();
  }

  private static Map<String, String> filled(
      @Nullable Map<String, String> template, Map<String, String> values) {
    return template == null
        ? Map.of()
        : template.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> fill(e.getValue(), values)));
  }

  private static String fill(String template, Map<String, String> values) {
    return PLACE.matcher(template).replaceAll(place -> value(place, values));
  }

  private static String value(MatchResult place, Map<String, String> values) {
    String value = values.get(place.group(1));
    if (value == null) {
      throw new AssertionError("the store has no " + place.group(1));
    }
    return value;
  }
}
