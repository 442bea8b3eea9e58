package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * A program's jars as they will lie in its image.
 *
 * @param folder {@code /app}
 * @param own the program's
 */
record Jars(Path folder, Path own) {

  /**
   * Copies them from where the build left them, without those for other machines.
   *
   * @param target of the program's module
   */
  static Jars stage(Program program, Path target, String version, Path folder, Machine machine)
      throws IOException {
    Path own = folder.resolve(program.image() + ".jar");
    Folders.delete(folder);
    Files.createDirectories(folder.resolve("lib"));
    Files.copy(target.resolve("headgate-%s-%s.jar".formatted(program.module(), version)), own);
    for (Path jar : list(target.resolve("lib"))) {
      if (machine.uses(jar.getFileName().toString())) {
        Files.copy(jar, folder.resolve("lib").resolve(jar.getFileName()));
      }
    }
    Folders.age(folder);
    return new Jars(folder, own);
  }

  Path libraries() {
    return folder.resolve("lib");
  }

  /** File names of the libraries. */
  Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    list(libraries()).forEach(jar -> names.add(jar.getFileName().toString()));
    return names;
  }

  /** Our own jars change with every build, the others seldom: a layer for each. */
  List<Layer> layers() throws IOException {
    Layer whole = Layer.of("app", folder, "/app");
    return List.of(part(whole, "libraries", false), part(whole, "app", true));
  }

  private static Layer part(Layer whole, String name, boolean ours) {
    return new Layer(
        name,
        whole.entries().stream()
            .filter(entry -> !Files.isDirectory(entry.source()))
            .filter(
                entry -> entry.source().getFileName().toString().startsWith("headgate-") == ours)
            .toList());
  }

  /**
   * Unpacks what Netty unpacks when it starts: the libraries that it needs must be in the image.
   *
   * @param scratch where to
   */
  List<Path> natives(Machine machine, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    List<Path> natives = new ArrayList<>();
    for (Path jar : list(libraries())) {
      if (machine.hasNatives(jar.getFileName().toString())) {
        try (JarFile file = new JarFile(jar.toFile())) {
          for (JarEntry entry : file.stream().filter(e -> e.getName().endsWith(".so")).toList()) {
            Path target = scratch.resolve(Path.of(entry.getName()).getFileName());
            Files.copy(file.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
            natives.add(target);
          }
        }
      }
    }
    return natives;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
