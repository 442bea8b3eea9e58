package dev.headgate.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A JVM with the modules that our programs need, linked from the JDK that runs this. */
final class JavaRuntime {
  /** Module, and who needs it. */
  private static final Map<String, String> MODULES =
      new TreeMap<>(
          Map.of(
              "java.base", "everyone",
              "java.logging", "what libraries log when nobody tells them otherwise",
              "java.management", "the JVM's metrics",
              "java.naming", "Netty, to read names in certificates",
              "java.net.http", "the operator, to reach the API server and proxies",
              "java.xml", "Logback's configuration",
              "jdk.httpserver", "the operator's health port",
              "jdk.jfr", "-XX:StartFlightRecording, since there is no shell to look in with",
              "jdk.management", "the process's metrics",
              "jdk.unsupported", "Netty and Guava"));

  /** Libraries name these in code that we never run; they are large or bring a compiler. */
  private static final Set<String> UNUSED =
      Set.of("java.desktop", "java.sql", "java.compiler", "java.transaction.xa");

  /** The package with the certificates of whom the JVM trusts. */
  static final String AUTHORITIES = "ca-certificates";

  private static final Path CERTIFICATES = Path.of("/usr/share/ca-certificates");

  private JavaRuntime() {}

  /**
   * Links it.
   *
   * @param home made anew
   */
  static void link(Path home, Distribution distribution)
      throws IOException, GeneralSecurityException {
    Folders.delete(home);
    Tool.ofTheJdk(
        "jlink",
        List.of(
            "--add-modules",
            String.join(",", MODULES.keySet()),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            "--generate-cds-archive",
            "--output",
            home.toString()));
    // For heaps of 32 GiB and more: none of ours.
    Files.deleteIfExists(home.resolve("lib/server/classes_nocoops.jsa"));
    for (String program : List.of("jwebserver", "keytool", "jfr")) {
      Files.deleteIfExists(home.resolve("bin").resolve(program));
    }
    TrustStore.write(
        distribution.files(AUTHORITIES).stream()
            .filter(file -> file.startsWith(CERTIFICATES) && Files.isRegularFile(file))
            .toList(),
        home.resolve("lib/security/cacerts"));
  }

  /**
   * Looks for what the programs would miss.
   *
   * @param jar the program's, beside its libraries
   * @throws Missing when its code names a module that is not linked
   */
  static void check(Path jar, Path libraries) {
    String listed =
        Tool.ofTheJdk(
            "jdeps",
            List.of(
                "--ignore-missing-deps",
                "--multi-release",
                "25",
                "--recursive",
                "--list-deps",
                "--class-path",
                libraries + "/*",
                jar.toString()));
    Set<String> lacking = new TreeSet<>();
    for (String line : listed.lines().map(String::strip).toList()) {
      String module = line.split("/", 2)[0];
      if (module.matches("(java|jdk)\\.[a-z.]+")
          && !MODULES.containsKey(module)
          && !UNUSED.contains(module)) {
        lacking.add(module);
      }
    }
    if (!lacking.isEmpty()) {
      throw new Missing(
          "%s uses %s: add it to JavaRuntime, or say there why it is never run"
              .formatted(jar.getFileName(), String.join(", ", lacking)));
    }
  }

  /** Programs and libraries in it. */
  static List<Path> binaries(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".so") || Files.isExecutable(file))
          .sorted()
          .toList();
    }
  }

  /** What the JDK says of itself, such as {@code Eclipse Adoptium} and {@code 25.0.3+9-LTS}. */
  static Release release() throws IOException {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(Path.of(System.getProperty("java.home"), "release"))) {
      properties.load(in);
    }
    return new Release(
        said(properties, "IMPLEMENTOR", "OpenJDK"),
        said(properties, "JAVA_RUNTIME_VERSION", System.getProperty("java.version")));
  }

  record Release(String vendor, String version) {}

  private static String said(Properties properties, String key, String otherwise) {
    return properties.getProperty(key, otherwise).replace("\"", "");
  }
}
