package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of the build. */
final class Folders {
  /** When every file of an image was changed last: images do not tell when they were made. */
  static final Instant LONG_AGO = Instant.ofEpochSecond(1);

  private Folders() {}

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    for (Path path : list(folder).reversed()) {
      Files.delete(path);
    }
  }

  /** The folder and everything in it, in an order that is always the same. */
  static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }

  /** Gives every file the age that it will have in the image: a start-up cache looks at it. */
  static void age(Path folder) throws IOException {
    for (Path path : list(folder)) {
      Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
    }
  }
}
