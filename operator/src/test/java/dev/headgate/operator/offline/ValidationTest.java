package dev.headgate.operator.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidationTest {
  private static final Path ROOT = Path.of(System.getProperty("headgate.root", ".."));
  private static final Judge JUDGE = Judge.ofOurKinds();

  @TempDir Path folder;

  @Test
  void theQuickstartHasNothingWrongWithIt() throws Exception {
    var validation = Validation.of(List.of(ROOT.resolve("samples/quickstart")), JUDGE, now());

    assertThat(validation.findings()).extracting(Finding::text).isEmpty();
    assertThat(validation.objects()).isGreaterThan(5);
  }

  @Test
  void theSamplesOfEveryFieldHaveNothingWrongWithThem() throws Exception {
    var validation = Validation.of(List.of(ROOT.resolve("samples/every-field")), JUDGE, now());

    assertThat(validation.problems()).as(validation.findings().toString()).isZero();
  }

  @Test
  void aMistakeIsToldWithFileAndLineWhereverItIsFound() throws Exception {
    copyQuickstart();
    var route = folder.resolve("30-route.yaml");
    var text = Files.readString(route);
    Files.writeString(route, text.replace("openai-b", "openai-c").replace("tier: 1", "teir: 1"));
    Files.writeString(folder.resolve("broken.yaml"), "kind: LlmRoute\nspec: [\n");

    var validation = Validation.of(List.of(folder), JUDGE, now());

    assertThat(validation.findings())
        .extracting(f -> f.file().getFileName() + ": " + f.message())
        .anyMatch(f -> f.startsWith("broken.yaml: is not YAML"))
        .anyMatch(f -> f.startsWith("30-route.yaml: unknown field \"spec.targets[0].teir\""));
    assertThat(validation.findings()).allMatch(f -> f.line() > 1);
  }

  @Test
  void whatOnlyCompileCanSeeIsToldAtItsLine() throws Exception {
    copyQuickstart();
    var route = folder.resolve("30-route.yaml");
    var lines = Files.readString(route).replace("openai-b", "openai-c").lines().toList();
    Files.write(route, lines);

    var validation = Validation.of(List.of(folder), JUDGE, now());

    assertThat(validation.problems()).isPositive();
    assertThat(validation.findings())
        .anySatisfy(
            f -> {
              assertThat(f.message()).startsWith("RefNotFound");
              assertThat(lines.get(f.line() - 1)).contains("openai-c");
            });
  }

  @Test
  void theCommandExitsWithOneOnProblemsAndTwoOnMisuse() throws Exception {
    copyQuickstart();
    var command = new CommandLine(new ValidateCommand());

    assertThat(command.execute(folder.toString())).isZero();
    Files.writeString(
        folder.resolve("x.yaml"), "apiVersion: v2\nkind: Nothing\nmetadata: {name: a}\n");
    assertThat(command.execute("-o", "json", folder.toString())).isEqualTo(1);
    assertThat(command.execute(folder.resolve("absent").toString())).isEqualTo(2);
  }

  @Test
  void explainTellsWhatAFieldIsWhenNobodySaysIt() {
    var printed = new StringWriter();
    var command = new CommandLine(new ExplainCommand()).setOut(new PrintWriter(printed));

    assertThat(command.execute("--defaults", "lr")).isZero();
    assertThat(printed.toString())
        .contains("LlmRoute.spec.trafficClass: Interactive", "LlmRoute.spec.tiers[].maxCalls: ");
    assertThat(command.execute("--defaults", "nothing")).isEqualTo(2);
  }

  private void copyQuickstart() throws Exception {
    try (var files = Files.list(ROOT.resolve("samples/quickstart"))) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName().toString()));
      }
    }
  }

  private static Instant now() {
    return Instant.parse("2026-11-21T00:00:00Z");
  }
}
