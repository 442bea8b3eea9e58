package dev.headgate.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the printed commands need from the manifests: a key that works, a model that a route matches
 * and the provider that is asked first, and a model whose targets speak two dialects.
 *
 * @param key a consumer's key; null when the manifests hold none
 * @param model a plain model name of a route; null when no route names one
 * @param provider the path prefix of the simulator that the route's first target calls; null when
 *     it is none of the simulator's
 * @param toolLoop a model whose first two targets speak two dialects; null when there is none
 */
record Demo(
    @Nullable String key,
    @Nullable String model,
    @Nullable String provider,
    @Nullable ToolLoop toolLoop) {

  /**
   * A conversation that can change vendor.
   *
   * @param model to ask for
   * @param provider the first target's path prefix of the simulator
   */
  record ToolLoop(String model, String provider) {}

  /**
   * Looks through a folder of manifests; files that do not parse are the operator's to complain of.
   */
  static Demo in(Path manifests, int simulatorPort) throws IOException {
    var objects = objects(manifests);
    var key =
        of(objects, "LlmConsumer")
            .flatMap(c -> each(c.at("/spec/credentials")).stream())
            .map(c -> c.at("/apiKey/secretKeyRef"))
            .flatMap(ref -> secret(objects, ref).stream())
            .findFirst();
    var route = of(objects, "LlmRoute").filter(r -> plainModel(r).isPresent()).findFirst();
    var provider = route.flatMap(r -> target(objects, r, 0)).flatMap(b -> prefix(b, simulatorPort));
    var toolLoop =
        of(objects, "LlmRoute")
            .flatMap(r -> toolLoop(objects, r, simulatorPort).stream())
            .findFirst();
    return new Demo(
        key.orElse(null),
        route.flatMap(Demo::plainModel).orElse(null),
        provider.orElse(null),
        toolLoop.orElse(null));
  }

  private static Optional<ToolLoop> toolLoop(
      List<JsonNode> objects, JsonNode route, int simulatorPort) {
    var first = target(objects, route, 0);
    var second = target(objects, route, 1);
    boolean changes =
        first.isPresent()
            && second.isPresent()
            && !first.get().at("/spec/dialect").equals(second.get().at("/spec/dialect"));
    return changes
        ? plainModel(route)
            .flatMap(
                model ->
                    prefix(first.get(), simulatorPort).map(prefix -> new ToolLoop(model, prefix)))
        : Optional.empty();
  }

  private static Optional<JsonNode> target(List<JsonNode> objects, JsonNode route, int index) {
    var name = route.at("/spec/targets/" + index + "/backendRef/name").asText();
    return of(objects, "ProviderBackend")
        .filter(b -> b.at("/metadata/name").asText().equals(name))
        .findFirst();
  }

  private static Optional<String> plainModel(JsonNode route) {
    return each(route.at("/spec/match/models")).stream()
        .map(JsonNode::asText)
        .filter(m -> !m.contains("*"))
        .findFirst();
  }

  private static Optional<String> prefix(JsonNode backend, int simulatorPort) {
    var baseUrl = backend.at("/spec/baseUrl").asText();
    for (var port : List.of(simulatorPort, Ports.DEFAULT.simulator())) {
      var start = "http://127.0.0.1:" + port + "/";
      if (baseUrl.startsWith(start)) {
        var path = baseUrl.substring(start.length());
        return Optional.of(path.contains("/") ? path.substring(0, path.indexOf('/')) : path);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> secret(List<JsonNode> objects, JsonNode ref) {
    var key = ref.path("key").asText();
    return of(objects, "Secret")
        .filter(s -> s.at("/metadata/name").asText().equals(ref.path("name").asText()))
        .map(
            s -> {
              var plain = s.path("stringData").path(key).asText("");
              var encoded = s.path("data").path(key).asText("");
              return plain.isEmpty() && !encoded.isEmpty()
                  ? new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)
                  : plain;
            })
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static java.util.stream.Stream<JsonNode> of(List<JsonNode> objects, String kind) {
    return objects.stream().filter(o -> o.path("kind").asText().equals(kind));
  }

  private static List<JsonNode> each(JsonNode array) {
    var all = new ArrayList<JsonNode>();
    array.forEach(all::add);
    return all;
  }

  private static List<JsonNode> objects(Path folder) throws IOException {
    var yaml = new ObjectMapper(new YAMLFactory());
    var all = new ArrayList<JsonNode>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList()) {
        try (var values = yaml.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
          while (values.hasNext()) {
            all.add(values.next());
          }
        } catch (IOException | RuntimeException broken) {
          // the operator names the file and the line; here it is only left out
        }
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "Demo[" + model + " on " + provider + "]";
  }
}
