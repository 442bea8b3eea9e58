package dev.headgate.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.operator.compile.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * What GitOps tools make of the recorded objects, by their own libraries: kstatus, Argo CD's Lua,
 * Flux's evaluator of expressions. {@code bin/kstatus} builds the program that holds them. {@code
 * gitops/readings.txt} has what they say; {@code -Dheadgate.golden=write} writes it anew.
 */
@EnabledIf(
    value = "available",
    disabledReason = "tools/kstatus is not built: run by `make test`, which builds it where Go is")
class ReadersTest {
  private static final Path ROOT = Path.of(System.getProperty("headgate.root", ".."));
  private static final Path READINGS =
      ROOT.resolve("operator/src/test/resources/gitops/readings.txt");
  private static final Path FLUX = ROOT.resolve("gitops/flux/headgate.yaml");
  private static final ObjectMapper JSON = new ObjectMapper();

  static boolean available() {
    return System.getenv("HEADGATE_KSTATUS") != null || System.getenv("HEADGATE_NO_SKIPS") != null;
  }

  @Test
  void everyStateIsReadAsAPersonHasReviewed() throws Exception {
    String said =
        readings().values().stream()
            .map(
                reading ->
                    "%-38s kstatus %-11s flux %-11s argo %-11s %s%n"
                        .formatted(
                            reading.path("file").asText().replace(".yaml", ""),
                            reading.path("kstatus").asText(),
                            reading.path("flux").asText("").isEmpty()
                                ? "-"
                                : reading.path("flux").asText(),
                            reading.at("/argo/status").asText(),
                            reading.at("/argo/message").asText()))
            .collect(Collectors.joining());
    if ("write".equals(System.getProperty("headgate.golden"))) {
      Files.writeString(READINGS, said);
    }
    assertThat(said).isEqualTo(Files.readString(READINGS));
  }

  /** The rules that hold for every kind, whatever the table says. */
  @Test
  void everyKindIsInProgressUntilItIsKnownThenCurrentAndFailedWhenOnlyAnEditHelps()
      throws Exception {
    Map<String, JsonNode> readings = readings();
    for (Kind kind : Kind.values()) {
      String prefix = kind.name().toLowerCase(Locale.ROOT) + "-";
      for (String state : List.of("new", "first-sight", "edited", "unlisted")) {
        assertReads(readings.get(prefix + state), "InProgress", "Progressing");
      }
      assertReads(readings.get(prefix + "healthy"), "Current", "Healthy");
      assertReads(readings.get(prefix + "refused"), "Failed", "Degraded");
      assertReads(readings.get(prefix + "deleting"), "Terminating", "Progressing");
    }
  }

  @Test
  void theFluxExampleHasOnlyFieldsThatFluxKnows() throws Exception {
    assertThat(run(Stream.of("flux", FLUX.toString()))).isEmpty();
  }

  private static void assertReads(@Nullable JsonNode reading, String kstatus, String argo) {
    assertThat(reading).isNotNull();
    assertThat(reading.path("kstatus").asText()).as("%s", reading).isEqualTo(kstatus);
    assertThat(reading.at("/argo/status").asText()).as("%s", reading).isEqualTo(argo);
    assertThat(reading.at("/argo/message").asText()).as("%s", reading).isNotEmpty();
  }

  private static Map<String, JsonNode> readings() throws Exception {
    List<String> files;
    try (var listed = Files.list(RecordedObjectsTest.FOLDER)) {
      files = listed.map(Path::toString).sorted().toList();
    }
    Map<String, JsonNode> readings = new TreeMap<>();
    String said =
        run(
            Stream.concat(
                Stream.of(
                    "verdicts",
                    "-lua",
                    ROOT.resolve("gitops/argocd/health.lua").toString(),
                    "-flux",
                    FLUX.toString(),
                    "-now",
                    RecordedWorld.NOW.plusSeconds(60).toString()),
                files.stream()));
    for (String line : said.lines().toList()) {
      JsonNode reading = JSON.readTree(line);
      readings.put(reading.path("file").asText().replace(".yaml", ""), reading);
    }
    assertThat(readings).hasSameSizeAs(files);
    return readings;
  }

  private static String run(Stream<String> arguments) throws IOException, InterruptedException {
    String program = System.getenv("HEADGATE_KSTATUS");
    assertThat(program).as("bin/kstatus prints it, where Go is").isNotNull();
    List<String> command = new ArrayList<>(List.of(program));
    arguments.forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
