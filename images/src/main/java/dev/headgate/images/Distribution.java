package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Debian that this runs on, or one of its children: where files come from. */
final class Distribution {
  static final Path RELEASE = Path.of("/etc/os-release");

  private static final Pattern OWNER = Pattern.compile("([a-z0-9+.-]+)(:[a-z0-9-]+)?: .*");

  private final Map<String, DebianPackage> known = new HashMap<>();

  /**
   * The package that installed the file.
   *
   * @throws Missing when none did: such a file would be nobody's to update
   */
  DebianPackage owner(Path file) throws IOException {
    return search(file.toString())
        .or(() -> search(real(file)))
        // Packages name /lib/x where a merged /usr has /usr/lib/x.
        .or(() -> search(real(file).replaceFirst("^/usr/", "/")))
        .map(this::named)
        .orElseThrow(
            () ->
                new Missing(
                    file + " belongs to no package of this machine: install the distribution's"));
  }

  /**
   * An installed package.
   *
   * @throws Missing when it is not installed
   */
  DebianPackage named(String name) {
    return known.computeIfAbsent(name, Distribution::read);
  }

  /** The files that a package installed. */
  List<Path> files(String name) {
    named(name);
    return Tool.run(List.of("dpkg-query", "--listfiles", name)).lines().map(Path::of).toList();
  }

  /** Such as {@code debian} and {@code 12}, for package addresses. */
  Release release() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line : Files.readAllLines(RELEASE)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
      }
    }
    return new Release(
        fields.getOrDefault("ID", "debian"), fields.getOrDefault("VERSION_ID", "unstable"));
  }

  record Release(String id, String version) {}

  private static DebianPackage read(String name) {
    String status;
    try {
      status = Tool.run(List.of("dpkg-query", "--status", name));
    } catch (java.io.UncheckedIOException e) {
      throw new Missing("package " + name + " is not installed: apt-get install " + name);
    }
    return new DebianPackage(name, field(status, "Version"), field(status, "Architecture"), status);
  }

  private static String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private static Optional<String> search(String file) {
    try {
      return Tool.run(List.of("dpkg-query", "--search", file))
          .lines()
          .map(OWNER::matcher)
          .filter(java.util.regex.Matcher::matches)
          .map(matcher -> Objects.requireNonNull(matcher.group(1)))
          .findFirst();
    } catch (java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static String real(Path file) {
    try {
      return file.toRealPath().toString();
    } catch (IOException e) {
      return file.toString();
    }
  }
}
