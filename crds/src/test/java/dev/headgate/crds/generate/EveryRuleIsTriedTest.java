package dev.headgate.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.Repository;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class EveryRuleIsTriedTest {

  private static final Path FOLDER = Repository.ROOT.resolve("crds/src/test/resources/refused");

  @Test
  void everyRuleOfASpecHasAManifestThatBreaksIt() throws IOException {
    // given
    String said;
    try (Stream<Path> files = Files.list(FOLDER)) {
      said =
          files
              .filter(file -> file.toString().endsWith(".txt"))
              .map(Repository::read)
              .collect(Collectors.joining("\n"));
    }

    // when
    Set<String> messages = new TreeSet<>();
    Definitions.all()
        .values()
        .forEach(
            definition -> {
              JSONSchemaProps root =
                  definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
              own(root, messages);
              collect(root.getProperties().get("spec"), messages);
            });

    // then
    assertThat(messages).hasSizeGreaterThan(150);
    assertThat(messages.stream().filter(message -> !said.contains(message)))
        .as("rules that no manifest in %s breaks", FOLDER)
        .isEmpty();
  }

  @Test
  void atLeastSixtyManifestsAreTried() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("in-")))
          .hasSizeGreaterThanOrEqualTo(60);
    }
  }

  private static void collect(JSONSchemaProps schema, Set<String> messages) {
    own(schema, messages);
    schema.getProperties().values().forEach(property -> collect(property, messages));
    if (schema.getItems() != null) {
      collect(schema.getItems().getSchema(), messages);
    }
    if (schema.getAdditionalProperties() != null) {
      collect(schema.getAdditionalProperties().getSchema(), messages);
    }
  }

  /** The rules that only put a pattern into words count once for each form, not for each field. */
  private static void own(JSONSchemaProps schema, Set<String> messages) {
    schema
        .getXKubernetesValidations()
        .forEach(
            rule -> {
              String message = rule.getMessage();
              messages.add(
                  schema.getPattern() == null || rule.getRule().contains("duration(")
                      ? message
                      : message.substring(message.indexOf(" must be ")));
            });
  }
}
