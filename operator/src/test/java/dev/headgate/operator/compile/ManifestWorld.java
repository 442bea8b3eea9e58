package dev.headgate.operator.compile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.budget.TokenBudgetSpec;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import dev.headgate.crds.drill.FailoverDrillSpec;
import dev.headgate.crds.firewall.PromptFirewallSpec;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A world as tests write it: manifests, Secrets with stringData, Namespaces with labels. */
public final class ManifestWorld {
  /** When it is. */
  public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private ManifestWorld() {}

  /**
   * The world of one case: {@code base.yaml} beside the folder, then the folder's {@code
   * in-*.yaml}, which replace objects of the same kind and name; {@code absent: true} takes one
   * away. A folder with {@code in-whole.yaml} stands alone.
   */
  static WorldView ofFolder(Path folder) {
    return of(documentsOfFolder(folder));
  }

  /** The same, before it is read. */
  public static List<JsonNode> documentsOfFolder(Path folder) {
    var documents = new LinkedHashMap<String, JsonNode>();
    try (var files = Files.list(folder)) {
      var inputs =
          files.filter(f -> f.getFileName().toString().startsWith("in-")).sorted().toList();
      if (inputs.stream().noneMatch(f -> f.endsWith("in-whole.yaml"))) {
        put(documents, folder.resolveSibling("base.yaml"));
      }
      for (var file : inputs) {
        put(documents, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    documents.values().removeIf(d -> d.path("absent").asBoolean());
    return List.copyOf(documents.values());
  }

  private static void put(Map<String, JsonNode> documents, Path file) throws IOException {
    for (var document : documents(Files.readString(file))) {
      documents.put(
          document.path("kind").asText()
              + document.at("/metadata/namespace").asText()
              + "/"
              + document.at("/metadata/name").asText(),
          document);
    }
  }

  static List<JsonNode> documents(String yaml) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      return values.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The world that these documents are. */
  public static WorldView of(List<JsonNode> documents) {
    var secrets = new HashMap<NamespacedName, SecretData>();
    var namespaces = new HashMap<String, Map<String, String>>();
    for (var document : documents) {
      var name = document.at("/metadata/name").asText();
      switch (document.path("kind").asText()) {
        case "Secret" ->
            secrets.put(
                new NamespacedName(document.at("/metadata/namespace").asText(), name),
                secret(document));
        case "Namespace" -> namespaces.put(name, labels(document));
        default -> {}
      }
    }
    return new WorldView(
        all(documents, Kind.LlmGateway, LlmGatewaySpec.class),
        all(documents, Kind.ProviderBackend, ProviderBackendSpec.class),
        all(documents, Kind.LlmRoute, LlmRouteSpec.class),
        all(documents, Kind.TokenBudget, TokenBudgetSpec.class),
        all(documents, Kind.LlmConsumer, LlmConsumerSpec.class),
        all(documents, Kind.PromptFirewall, PromptFirewallSpec.class),
        all(documents, Kind.FailoverDrill, FailoverDrillSpec.class),
        secrets,
        namespaces,
        NOW);
  }

  private static <S> List<Resource<S>> all(List<JsonNode> documents, Kind kind, Class<S> spec) {
    var all = new ArrayList<Resource<S>>();
    for (var document : documents) {
      if (document.path("kind").asText().equals(kind.name())) {
        var meta = document.path("metadata");
        var created = meta.path("creationTimestamp").asText();
        all.add(
            new Resource<>(
                new ObjectKey(kind, meta.path("namespace").asText(), meta.path("name").asText()),
                meta.path("generation").asLong(),
                created.isEmpty() ? 0 : Instant.parse(created).toEpochMilli(),
                labels(document),
                document.hasNonNull("spec")
                    ? JSON.convertValue(document.get("spec"), spec)
                    : null));
      }
    }
    return all;
  }

  private static Map<String, String> labels(JsonNode document) {
    return texts(document.at("/metadata/labels"));
  }

  private static Map<String, String> texts(JsonNode map) {
    var texts = new HashMap<String, String>();
    map.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static SecretData secret(JsonNode document) {
    var data = new HashMap<String, byte[]>();
    document
        .path("data")
        .properties()
        .forEach(e -> data.put(e.getKey(), Base64.getDecoder().decode(e.getValue().asText())));
    document
        .path("stringData")
        .properties()
        .forEach(e -> data.put(e.getKey(), e.getValue().asText().getBytes(StandardCharsets.UTF_8)));
    return SecretData.of(data, texts(document.at("/metadata/annotations")));
  }
}
