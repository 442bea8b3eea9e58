package dev.headgate.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The objects under {@code gitops/recorded/} are what the operator writes today. {@code
 * -Dheadgate.golden=write} writes them anew; read the diff.
 */
class RecordedObjectsTest {
  static final Path FOLDER =
      Path.of(
          System.getProperty("headgate.root", ".."), "operator/src/test/resources/gitops/recorded");

  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .build())
          .build();

  @Test
  void theRecordedObjectsAreWhatTheOperatorWritesToday() throws IOException {
    var objects = RecordedObjects.all();
    for (var object : objects.entrySet()) {
      Path file = FOLDER.resolve(object.getKey() + ".yaml");
      String actual = YAML.writeValueAsString(object.getValue());
      if ("write".equals(System.getProperty("headgate.golden"))) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, actual);
      }
      assertThat(file).exists().content().isEqualTo(actual);
    }
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")).toList())
          .containsExactlyInAnyOrderElementsOf(objects.keySet());
    }
  }
}
