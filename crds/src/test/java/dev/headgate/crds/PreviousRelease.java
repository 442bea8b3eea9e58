package dev.headgate.crds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CRDs of the release before this one, and objects that people stored under them. CONTRIBUTING
 * says when the copy is renewed.
 */
final class PreviousRelease {
  static final Path FOLDER = Repository.ROOT.resolve("crds/src/test/resources/previous");
  static final Path CRDS = FOLDER.resolve("crds");
  static final Path CURRENT = Repository.ROOT.resolve("crds/yaml");

  private PreviousRelease() {}

  /** Manifests of every kind that were valid then. */
  static List<Path> objects() {
    return files(FOLDER.resolve("objects"));
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kind's schema as a folder of CRDs has it. */
  static JsonNode schema(Path folder, String file) {
    try {
      return new YAMLMapper()
          .readTree(folder.resolve(file).toFile())
          .at("/spec/versions/0/schema/openAPIV3Schema");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
