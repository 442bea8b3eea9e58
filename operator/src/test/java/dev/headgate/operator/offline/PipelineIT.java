package dev.headgate.operator.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample pipelines of {@code gitops/ci}: the script that they run, with the jar of this build.
 */
class PipelineIT {
  private static final Path ROOT =
      Path.of(System.getProperty("headgate.root", "..")).toAbsolutePath().normalize();
  private static final Path SCRIPT = ROOT.resolve("gitops/ci/validate.sh");
  private static final String COMMAND = ROOT.resolve("bin/headgate").toString();

  @TempDir private Path folder;

  private record Ended(int code, String said) {}

  @Test
  void goodManifestsPass() throws Exception {
    Ended ended = run(COMMAND, ROOT.resolve("samples/quickstart").toString());

    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("0 problems");
  }

  @Test
  void aBrokenManifestFailsWithItsFileAndLine() throws Exception {
    try (Stream<Path> files = Files.list(ROOT.resolve("samples/quickstart"))) {
      for (Path file : files.toList()) {
        String text = Files.readString(file).replace("openai-b}", "openai-c}");
        Files.writeString(folder.resolve(file.getFileName()), text);
      }
    }

    Ended ended = run(COMMAND); // the current directory

    assertThat(ended.code()).as(ended.said()).isEqualTo(1);
    assertThat(ended.said()).containsPattern("30-route\\.yaml:\\d+:.*openai-c");
  }

  @Test
  void aMissingCommandIsNoVerdict() throws Exception {
    assertThat(run("no-such-headgate", folder.toString()).code()).isEqualTo(2);
  }

  /** Nobody runs the workflow here: what it calls must at least be there. */
  @Test
  void theWorkflowRunsTheSameScript() throws Exception {
    JsonNode workflow =
        new YAMLMapper().readTree(ROOT.resolve("gitops/ci/github-actions.yaml").toFile());
    List<JsonNode> steps = workflow.at("/jobs/validate/steps").valueStream().toList();

    JsonNode last = steps.getLast();
    assertThat(last.path("run").asText()).startsWith("headgate/gitops/ci/validate.sh ");
    assertThat(last.at("/env/HEADGATE").asText()).isEqualTo("headgate/bin/headgate");
    assertThat(steps.get(steps.size() - 2).path("run").asText()).startsWith("headgate/bin/mvn ");
  }

  private Ended run(String command, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("sh", SCRIPT.toString()), Stream.of(arguments)).toList());
    builder.environment().putAll(Map.of("HEADGATE", command));
    Process process = builder.directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
