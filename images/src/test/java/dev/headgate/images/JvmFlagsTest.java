package dev.headgate.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An image starts its program as bin/headgate does. */
class JvmFlagsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("headgate.root", "..")).toAbsolutePath().normalize();

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"proxy, dataplane", "operator, operator", "simulator, simulator"})
  void theFlagsOfAnImageAreThoseOfBinHeadgate(String command, String module) throws Exception {
    List<String> started = startedWith(command);

    List<String> expected = JvmFlags.of(ROOT.resolve("bin/jvm-flags")).of(module);
    assertThat(started.subList(0, started.indexOf("-jar"))).isEqualTo(expected);
    assertThat(expected).isNotEmpty().allMatch(flag -> flag.startsWith("-"));
  }

  @Test
  void aCacheIsNamedAndItsRefusalIsLeftToTheProgramToTell() throws IOException {
    assertThat(JvmFlags.of(ROOT.resolve("bin/jvm-flags")).withCache("/app/start.aot"))
        .containsExactly("-XX:AOTCache=/app/start.aot", "-Xlog:aot=off", "-Xlog:cds=off");
  }

  /** A copy of bin/ beside an empty jar, and a Java that says what it was started with. */
  private List<String> startedWith(String command) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(home.resolve("bin"));
    for (String file : List.of("headgate", "java-home", "jvm-flags")) {
      Files.copy(ROOT.resolve("bin").resolve(file), bin.resolve(file));
    }
    for (Program program : Program.ALL) {
      Path target = Files.createDirectories(home.resolve(program.module()).resolve("target"));
      Files.createFile(target.resolve("headgate-" + program.module() + "-1.jar"));
    }
    Path java = Files.createDirectories(home.resolve("jdk/bin"));
    Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    for (String program : List.of("java", "javac")) {
      Files.writeString(java.resolve(program), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
      Files.setPosixFilePermissions(
          java.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    ProcessBuilder builder =
        new ProcessBuilder("bash", bin.resolve("headgate").toString(), command);
    builder.environment().put("HEADGATE_JAVA_HOME", home.resolve("jdk").toString());
    builder.environment().remove("HEADGATE_JAVA_OPTS");
    builder.environment().remove("HEADGATE_PROXY_JAVA_OPTS");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
