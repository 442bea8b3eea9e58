package dev.headgate.operator.compile;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every field below {@code spec} of the committed CRDs: the leaves, lists marked with {@code []}.
 */
final class SchemaFields {
  private static final Path YAML = Path.of(System.getProperty("headgate.root", ".."), "crds/yaml");

  private SchemaFields() {}

  /** Leaves by path, with their schema. */
  static Map<String, JsonNode> of(Kind kind) {
    try {
      var file = kind.name().toLowerCase(Locale.ROOT) + "s.headgate.dev.yaml";
      var crd = ManifestWorld.documents(Files.readString(YAML.resolve(file))).getFirst();
      var leaves = new TreeMap<String, JsonNode>();
      collect(crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec"), "spec", leaves);
      return leaves;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode schema, String path, Map<String, JsonNode> leaves) {
    if (schema.has("properties")) {
      schema
          .get("properties")
          .properties()
          .forEach(p -> collect(p.getValue(), path + "." + p.getKey(), leaves));
    } else if (schema.has("items")) {
      collect(schema.get("items"), path + "[]", leaves);
    } else {
      leaves.put(path, schema);
    }
  }
}
