package dev.headgate.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PropertyNamesTest {

  /** What YAML 1.1, which kubectl reads, takes for a boolean or for nothing. */
  private static final Set<String> NO_NAMES =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~");

  @Test
  void noPropertyIsAWordThatYamlReadsAsSomethingElse() {
    var names = new TreeMap<String, String>();
    Definitions.all()
        .forEach(
            (kind, definition) ->
                collect(
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema(),
                    kind.getSimpleName(),
                    names));

    assertThat(names).hasSizeGreaterThan(150);
    assertThat(names.keySet()).noneMatch(name -> NO_NAMES.contains(name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void noEnumValueIsAWordThatYamlReadsAsSomethingElse() {
    var values = new TreeMap<String, String>();
    Definitions.all()
        .forEach(
            (kind, definition) ->
                values(
                    definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema(),
                    kind.getSimpleName(),
                    values));

    assertThat(values).hasSizeGreaterThan(100);
    assertThat(values.keySet())
        .noneMatch(value -> NO_NAMES.contains(value.toLowerCase(Locale.ROOT)));
  }

  private static void collect(JSONSchemaProps schema, String path, Map<String, String> names) {
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              names.put(name, path);
              collect(property, path + "." + name, names);
            });
    if (schema.getItems() != null) {
      collect(schema.getItems().getSchema(), path + "[]", names);
    }
  }

  private static void values(JSONSchemaProps schema, String path, Map<String, String> values) {
    schema.getEnum().forEach(value -> values.put(value.asText(), path));
    schema.getProperties().forEach((name, property) -> values(property, path + "." + name, values));
    if (schema.getItems() != null) {
      values(schema.getItems().getSchema(), path + "[]", values);
    }
  }
}
