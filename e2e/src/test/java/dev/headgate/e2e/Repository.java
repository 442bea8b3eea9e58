package dev.headgate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of this repository. */
final class Repository {
  static final Path ROOT =
      Path.of(System.getProperty("headgate.root", "..")).toAbsolutePath().normalize();

  private Repository() {}

  static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside the tests. */
  static String resource(String name) {
    try (var in = Repository.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
