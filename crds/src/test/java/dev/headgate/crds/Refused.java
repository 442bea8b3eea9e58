package dev.headgate.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Manifests that must be refused, {@code in-*.yaml}, each beside what is said, {@code out-*.txt}.
 */
final class Refused {

  static final Path FOLDER = Repository.ROOT.resolve("crds/src/test/resources/refused");

  private static final boolean WRITE = System.getenv("HEADGATE_WRITE_GOLDEN") != null;

  private Refused() {}

  /** The file that holds what is said to a manifest. */
  static Path message(Path manifest) {
    String name = manifest.getFileName().toString();
    return manifest.resolveSibling(
        "out-" + name.substring("in-".length(), name.length() - "yaml".length()) + "txt");
  }

  /** Compares what was said with the file, or writes it when HEADGATE_WRITE_GOLDEN is set. */
  static void compare(Path manifest, String said) {
    if (WRITE) {
      try {
        Files.writeString(message(manifest), said);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    assertThat(said)
        .as("%s; HEADGATE_WRITE_GOLDEN=1 writes it, a person must judge it", manifest.getFileName())
        .isEqualTo(Repository.read(message(manifest)));
  }
}
