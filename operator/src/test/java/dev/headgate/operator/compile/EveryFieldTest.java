package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No field is accepted and ignored: each one of the schemas is built, or it stands in {@link
 * Unbuilt}. That a field is built is not believed but shown: in one of the golden worlds a change
 * of its value changes what is compiled.
 */
class EveryFieldTest {
  /** What the applying side reads from the gateway: its tests show these. */
  private static final Set<String> READ_BY_APPLY =
      Set.of(
          "spec.image",
          "spec.replicas",
          "spec.autoscaling.minReplicas",
          "spec.autoscaling.maxReplicas",
          "spec.autoscaling.targetInFlight",
          "spec.autoscaling.targetCpuPercent",
          "spec.priorityClassName",
          "spec.resources.requests",
          "spec.resources.limits",
          "spec.listeners[].name",
          "spec.listeners[].port");

  /** Says by being there what its absence, or its neighbour, says too. */
  private static final Set<String> SAYS_NOTHING_NEW =
      Set.of("spec.credentials.none", "spec.credentials.type");

  private static final Path GOLDENS =
      Path.of(System.getProperty("headgate.root", ".."), "operator/src/test/resources/compile");

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyFieldOfTheSchemaIsBuiltOrInTheTable(Kind kind) throws IOException {
    var worlds = worlds();
    var ignored = new TreeSet<String>();
    for (var field : SchemaFields.of(kind).entrySet()) {
      var path = field.getKey();
      boolean exempt =
          isUnbuilt(kind, path)
              || (kind == Kind.LlmGateway && READ_BY_APPLY.contains(path))
              || SAYS_NOTHING_NEW.contains(path);
      if (!exempt && worlds.stream().noneMatch(w -> changes(w, kind, path, field.getValue()))) {
        ignored.add(path);
      }
    }
    assertThat(ignored)
        .as("fields that no golden world shows to count, and that Unbuilt does not list")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyRowOfTheTableIsInTheSchema(Kind kind) {
    var fields = SchemaFields.of(kind);
    for (var row : Unbuilt.of(kind)) {
      var below = below(fields, row.path());
      assertThat(below).as(row.path()).isNotEmpty();
      for (var value : row.values()) {
        assertThat(below.values().iterator().next().path("enum"))
            .as(row.path())
            .anyMatch(e -> e.asText().equals(value));
      }
    }
  }

  @Test
  void noFieldIsInTheTableTwice() {
    assertThat(Unbuilt.rows().stream().map(r -> r.kind() + " " + r.path())).doesNotHaveDuplicates();
  }

  static boolean isUnbuilt(Kind kind, String path) {
    return Unbuilt.of(kind).stream()
        .filter(row -> row.values().isEmpty())
        .anyMatch(row -> isAtOrBelow(path, row.path()));
  }

  private static boolean isAtOrBelow(String path, String top) {
    return path.equals(top) || path.startsWith(top + ".") || path.startsWith(top + "[]");
  }

  private static Map<String, JsonNode> below(Map<String, JsonNode> fields, String top) {
    var all = new TreeMap<String, JsonNode>();
    fields.forEach(
        (path, schema) -> {
          if (isAtOrBelow(path, top)) {
            all.put(path, schema);
          }
        });
    return all;
  }

  /**
   * A golden world.
   *
   * @param documents its manifests
   * @param compiled what they compile to
   */
  private record World(List<JsonNode> documents, Object compiled) {}

  private static List<World> worlds() throws IOException {
    var worlds = new ArrayList<World>();
    try (var folders = Files.list(GOLDENS)) {
      for (var folder : folders.filter(Files::isDirectory).sorted().toList()) {
        var documents = ManifestWorld.documentsOfFolder(folder);
        worlds.add(new World(documents, outcome(documents)));
      }
    }
    return worlds;
  }

  /** Whether changing that field somewhere in that world changes what is compiled. */
  private static boolean changes(World world, Kind kind, String path, JsonNode schema) {
    var steps = path.substring("spec.".length()).split("\\.");
    for (int i = 0; i < world.documents().size(); i++) {
      var document = world.documents().get(i);
      if (!document.path("kind").asText().equals(kind.name())) {
        continue;
      }
      for (var changed : changed(document, steps, schema)) {
        var other = new ArrayList<>(world.documents());
        other.set(i, changed);
        if (!outcome(other).equals(world.compiled())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Object outcome(List<JsonNode> documents) {
    var world = ManifestWorld.of(documents);
    var all = new ArrayList<Object>();
    for (var gateway : world.gateways()) {
      var compilation = Compiler.compile(Attachment.nameOf(gateway), world);
      all.add(compilation.snapshot());
      all.add(compilation.verdicts());
    }
    all.add(Compiler.unattached(world));
    return all;
  }

  /** The document once for each value of that path and each other value it could have. */
  private static List<JsonNode> changed(JsonNode document, String[] steps, JsonNode schema) {
    var pointers = new ArrayList<JsonPointer>();
    find(document.path("spec"), JsonPointer.compile("/spec"), steps, 0, pointers);
    var all = new ArrayList<JsonNode>();
    for (var pointer : pointers) {
      for (var other : others(document.at(pointer), schema)) {
        var copy = document.deepCopy();
        var parent = copy.at(pointer.head());
        if (parent instanceof ArrayNode array) {
          array.set(pointer.last().getMatchingIndex(), other);
        } else if (parent instanceof ObjectNode object) {
          object.set(pointer.last().getMatchingProperty(), other);
        }
        all.add(copy);
      }
    }
    return all;
  }

  private static void find(
      JsonNode node, JsonPointer at, String[] steps, int step, List<JsonPointer> found) {
    if (step == steps.length) {
      found.add(at);
      return;
    }
    var name = steps[step].replace("[]", "");
    var child = node.get(name);
    if (child == null) {
      return;
    }
    var here = at.appendProperty(name);
    if (steps[step].endsWith("[]")) {
      for (int i = 0; i < child.size(); i++) {
        find(child.get(i), here.appendIndex(i), steps, step + 1, found);
      }
    } else {
      find(child, here, steps, step + 1, found);
    }
  }

  /** Other values that the schema takes. */
  private static List<JsonNode> others(JsonNode value, JsonNode schema) {
    var nodes = JsonNodeFactory.instance;
    if (schema.has("enum")) {
      var choices = new ArrayList<JsonNode>();
      schema.get("enum").forEach(choices::add);
      choices.remove(value);
      return choices;
    }
    if (value.isIntegralNumber()) {
      return List.of(nodes.numberNode(value.asLong() + 1), nodes.numberNode(value.asLong() - 1));
    }
    if (value.isBoolean()) {
      return List.of(nodes.booleanNode(!value.asBoolean()));
    }
    if (value instanceof ObjectNode object) {
      return List.of(object.deepCopy().put("another", "entry"));
    }
    var text = value.asText();
    if (text.matches("([0-9]+(h|m|s|ms))+")) {
      return List.of(nodes.textNode("7ms"));
    }
    if (text.matches("[0-9]+(Ki|Mi|Gi)")) {
      return List.of(nodes.textNode("3Ki"));
    }
    if (text.matches("[0-9]+(\\.[0-9]+)?")) {
      return List.of(nodes.textNode("0.07"));
    }
    return List.of(
        nodes.textNode(text.matches("[0-9]{4}-.*Z") ? "2020" + text.substring(4) : text + "x"));
  }
}
