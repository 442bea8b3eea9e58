package dev.headgate.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A chart of this repository as Helm renders it. */
enum Chart {
  HEADGATE("headgate"),
  CRDS("headgate-crds");

  /** Where it is installed in tests. */
  static final String NAMESPACE = "headgate-system";

  /** Rendering asks no cluster; the library would take a version that is long gone. */
  private static final String KUBERNETES = "1.35.4";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final String folder;

  Chart(String folder) {
    this.folder = folder;
  }

  /** Of a release called headgate. */
  String text(String values) {
    return text("headgate", NAMESPACE, values);
  }

  /**
   * What {@code helm template} prints.
   *
   * @param values YAML
   * @throws IllegalStateException when Helm refuses; the message is Helm's
   */
  String text(String release, String namespace, String values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        Files.writeString(file, values);
        return new Helm(folder())
            .template()
            .withName(release)
            .withNamespace(namespace)
            .withKubeVersion(KUBERNETES)
            .withValuesFile(file)
            .call();
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a release called headgate. */
  List<JsonNode> objects(String values) {
    return parse(text(values));
  }

  /** The objects in some YAML. */
  static List<JsonNode> parse(String text) {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll().stream().filter(JsonNode::isObject).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return Repository.ROOT.resolve("charts").resolve(folder);
  }

  /** A file of it as YAML. */
  JsonNode file(String name) {
    return parse(Repository.read("charts/" + folder + "/" + name)).getFirst();
  }
}
