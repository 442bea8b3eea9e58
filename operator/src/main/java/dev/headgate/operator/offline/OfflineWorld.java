package dev.headgate.operator.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.budget.TokenBudgetSpec;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import dev.headgate.crds.drill.FailoverDrillSpec;
import dev.headgate.crds.firewall.PromptFirewallSpec;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.crds.route.LlmRouteSpec;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Resource;
import dev.headgate.operator.compile.SecretData;
import dev.headgate.operator.compile.WorldView;
import dev.headgate.operator.offline.ManifestsFolder.Held;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What compile looks at, from manifests instead of an API server's caches. */
final class OfflineWorld {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Aliases aliases;
  private final Map<Kind, List<Held>> byKind = new HashMap<>();
  private final Map<NamespacedName, SecretData> secrets = new HashMap<>();
  private final Map<String, Map<String, String>> namespaces = new HashMap<>();

  private OfflineWorld(Aliases aliases) {
    this.aliases = aliases;
  }

  static WorldView of(Collection<Held> objects, Aliases aliases, Instant now) {
    var world = new OfflineWorld(aliases);
    objects.forEach(world::add);
    return new WorldView(
        world.all(Kind.LlmGateway, LlmGatewaySpec.class),
        world.all(Kind.ProviderBackend, ProviderBackendSpec.class),
        world.all(Kind.LlmRoute, LlmRouteSpec.class),
        world.all(Kind.TokenBudget, TokenBudgetSpec.class),
        world.all(Kind.LlmConsumer, LlmConsumerSpec.class),
        world.all(Kind.PromptFirewall, PromptFirewallSpec.class),
        world.all(Kind.FailoverDrill, FailoverDrillSpec.class),
        world.secrets,
        world.namespaces,
        now);
  }

  /** The key of one of our kinds; empty for Secrets and the like. */
  static Optional<ObjectKey> key(Manifest manifest) {
    return kind(manifest).map(kind -> new ObjectKey(kind, manifest.namespace(), manifest.name()));
  }

  private static Optional<Kind> kind(Manifest manifest) {
    for (var kind : Kind.values()) {
      if (kind.name().equals(manifest.kind())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private void add(Held held) {
    var manifest = held.manifest();
    namespaces.putIfAbsent(
        manifest.namespace(), Map.of("kubernetes.io/metadata.name", manifest.namespace()));
    kind(manifest)
        .ifPresent(kind -> byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(held));
    if (manifest.kind().equals("Secret")) {
      secrets.put(new NamespacedName(manifest.namespace(), manifest.name()), secret(held.object()));
    } else if (manifest.kind().equals("Namespace")) {
      var labels = new HashMap<>(labels(held.object()));
      labels.put("kubernetes.io/metadata.name", manifest.name());
      namespaces.put(manifest.name(), labels);
    }
  }

  private <S> List<Resource<S>> all(Kind kind, Class<S> spec) {
    return byKind.getOrDefault(kind, List.of()).stream()
        .map(held -> resource(kind, held, spec))
        .toList();
  }

  private <S> Resource<S> resource(Kind kind, Held held, Class<S> type) {
    var object = held.object().deepCopy();
    aliases.apply(object);
    var manifest = held.manifest();
    try {
      return new Resource<>(
          new ObjectKey(kind, manifest.namespace(), manifest.name()),
          held.generation(),
          0,
          labels(object),
          JSON.treeToValue(object.path("spec"), type));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(manifest + " fits its schema and not its record", e);
    }
  }

  private static Map<String, String> labels(JsonNode object) {
    return texts(object.at("/metadata/labels"));
  }

  private static Map<String, String> texts(JsonNode map) {
    var texts = new HashMap<String, String>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** Values under {@code stringData} win over {@code data}, as in an API server. */
  private static SecretData secret(JsonNode object) {
    var data = new HashMap<String, byte[]>();
    for (var entry : object.path("data").properties()) {
      try {
        data.put(entry.getKey(), Base64.getDecoder().decode(entry.getValue().asText()));
      } catch (IllegalArgumentException notBase64) {
        // as if the key were missing: whoever refers to it is told so
      }
    }
    for (var entry : object.path("stringData").properties()) {
      data.put(entry.getKey(), entry.getValue().asText().getBytes(StandardCharsets.UTF_8));
    }
    return SecretData.of(data, texts(object.at("/metadata/annotations")));
  }
}
