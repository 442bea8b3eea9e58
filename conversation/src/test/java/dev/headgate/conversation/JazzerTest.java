package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every decoder under Jazzer, which looks for inputs that reach new code: a few seconds here,
 * longer by {@code make fuzz}. It begins from the golden files.
 */
final class JazzerTest {
  private static final long SECONDS = Long.getLong("headgate.fuzz.seconds", 8);
  private static final List<Path> GOLDEN =
      List.of(
          Path.of("src/test/golden"),
          Path.of("src/test/golden-gemini"),
          Path.of("src/test/golden-bedrock"));

  @TempDir private Path folder;

  @Test
  void noInputCrashesADecoder() throws Exception {
    var corpus = Files.createDirectories(folder.resolve("corpus"));
    seed(corpus);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Xmx1g");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + FuzzedDecoders.class.getName(),
            "--instrumentation_includes=dev.headgate.conversation.**",
            "--reproducer_path=" + folder,
            "-max_total_time=" + SECONDS,
            "-max_len=8192",
            "-timeout=10",
            "-rss_limit_mb=4096",
            "-seed=20261127",
            "-artifact_prefix=" + folder.resolve("crash-"),
            corpus.toString()));
    var log = folder.resolve("log");
    var jazzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();

    assertThat(jazzer.waitFor(SECONDS + 120, TimeUnit.SECONDS)).isTrue();

    var said = Files.readString(log);
    assertThat(jazzer.exitValue()).as(said).isZero();
    assertThat(said).containsPattern("Done \\d{3,} runs in \\d+ second");
  }

  private static void seed(Path corpus) throws IOException {
    int number = 0;
    for (var golden : GOLDEN) {
      try (var files = Files.walk(golden)) {
        for (var file :
            files.filter(f -> f.toString().matches(".*(in|out)-.*(?<!losses)")).sorted().toList()) {
          number += seed(corpus, number, file);
        }
      }
    }
    assertThat(number).isGreaterThan(300);
  }

  /** How many seeds come of it: one, or none. */
  private static int seed(Path corpus, int number, Path file) throws IOException {
    var name = file.getFileName().toString();
    var dialect = name.replaceFirst("^(in|out)-", "").replaceFirst("\\..*", "");
    int kind =
        List.of("requests", "answers", "streams")
            .indexOf(file.getParent().getParent().getFileName().toString());
    boolean said = dialect.equals("bedrock") && kind == 0;
    if (kind < 0
        || said
        || !List.of("chat", "responses", "anthropic", "gemini", "bedrock").contains(dialect)) {
      return 0;
    }
    Files.write(
        corpus.resolve("seed-" + number),
        FuzzedDecoders.seed(dialect, kind, Files.readAllBytes(file)));
    return 1;
  }
}
