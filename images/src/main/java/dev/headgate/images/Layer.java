package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of an image.
 *
 * @param name said in the image's history
 * @param entries in the order of their targets
 */
record Layer(String name, List<Entry> entries) {
  static final String READ = "644";
  static final String RUN = "755";

  /**
   * A file or a folder; folders above it come by themselves.
   *
   * @param source on this machine
   * @param target absolute, in the image
   * @param mode octal
   * @param owner {@code uid:gid}
   */
  record Entry(Path source, String target, String mode, String owner) {
    Entry(Path source, String target, String mode) {
      this(source, target, mode, "0:0");
    }
  }

  Layer {
    entries = List.copyOf(entries);
  }

  /** Everything in a folder; what is executable there is so in the image, for everyone. */
  static Layer of(String name, Path folder, String target) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path path : Folders.list(folder)) {
      boolean run = Files.isDirectory(path) || Files.isExecutable(path);
      Path inside = folder.relativize(path);
      entries.add(
          new Entry(
              path,
              inside.toString().isEmpty() ? target : target + "/" + inside,
              run ? RUN : READ));
    }
    return new Layer(name, entries);
  }

  /** Unpacked, in bytes. */
  long size() throws IOException {
    long size = 0;
    for (Entry entry : entries) {
      size += Files.isDirectory(entry.source()) ? 0 : Files.size(entry.source());
    }
    return size;
  }
}
