package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code bin/jvm-flags}: the flags that bin/headgate starts the same programs with. */
final class JvmFlags {
  private final List<String> lines;

  private JvmFlags(List<String> lines) {
    this.lines = lines;
  }

  /**
   * Reads the file.
   *
   * @throws IOException when it cannot be read
   */
  static JvmFlags of(Path file) throws IOException {
    return new JvmFlags(
        Files.readAllLines(file).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList());
  }

  /** Of a module, in the file's order. */
  List<String> of(String module) {
    return flags(module, "*");
  }

  /** What comes in addition when a start-up cache is there. */
  List<String> withCache(String cache) {
    List<String> flags = new ArrayList<>(List.of("-XX:AOTCache=" + cache));
    flags.addAll(flags("cache"));
    return flags;
  }

  private List<String> flags(String... parts) {
    return lines.stream()
        .map(line -> line.split("\\s+", 2))
        .filter(words -> List.of(parts).contains(words[0]))
        .map(words -> words[1].strip())
        .toList();
  }
}
