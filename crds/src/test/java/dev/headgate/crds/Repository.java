package dev.headgate.crds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that tests read. */
public final class Repository {

  /** The repository's root: given by the build, else found from the working directory. */
  public static final Path ROOT = root();

  /** The two files that show every field of every kind. */
  public static final Path CONTRACT = ROOT.resolve("samples/contract");

  private Repository() {}

  /** A file's text. */
  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path here = Path.of(System.getProperty("headgate.root", "")).toAbsolutePath();
    while (!Files.exists(here.resolve("bin/mvn"))) {
      here = here.getParent();
    }
    return here;
  }
}
