package dev.headgate.dataplane.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own recordings, said again; {@link FolderReplay} does it with anyone's. */
final class ReplayTest {
  private static final Path OWN = Path.of("src/test/recordings");

  @Test
  void everyFormOfRecordingAndEveryDialectIsReplayed() {
    var replay = Replay.of(OWN);

    assertThat(replay.findings().all()).isEmpty();
    assertThat(replay.exchanges()).isEqualTo(8);
    assertThat(replay.findings().translations()).isGreaterThan(50);
    assertThat(replay.report())
        .contains("| ANTHROPIC, streams | 1 |", "| BEDROCK, streams | 1 |", "| RESPONSES | 1 |")
        .contains("1 other recordings passed over");
  }

  @Test
  void whatAProviderRefusedAndTheSimulatorDoesNotIsTold(@TempDir Path folder) throws IOException {
    doctored(folder, "\"temperature\":-1,", "");

    var replay = Replay.of(folder);

    assertThat(replay.findings().faults()).isEmpty();
    assertThat(replay.findings().all())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.SIMULATOR_LAXER);
  }

  @Test
  void whatAProviderAnsweredAndTheSimulatorRefusesIsAFault(@TempDir Path folder)
      throws IOException {
    doctored(folder, "\"role\":\"tool\",", "\"role\":\"tool\",\"unheard_of\":1,");

    var replay = Replay.of(folder);

    assertThat(replay.findings().faults())
        .extracting(Finding::kind)
        .contains(Finding.Kind.SIMULATOR_STRICTER);
  }

  @Test
  void anAnswerThatBreaksOffIsAFault(@TempDir Path folder) throws IOException {
    doctored(folder, "\"finish_reason\":\"stop\"", "\"finish_reason\":null");
    doctored(folder, "[DONE]", "{}");

    var replay = Replay.of(folder);

    assertThat(replay.findings().faults())
        .extracting(Finding::kind)
        .contains(Finding.Kind.ANSWER_FAILED);
  }

  /** Our recording of Chat Completions with something changed in it. */
  private static void doctored(Path folder, String before, String after) throws IOException {
    var copy = folder.resolve("openai-chat.yaml");
    var text = Files.readString(Files.exists(copy) ? copy : OWN.resolve("openai-chat.yaml"));
    var changed = text.replace(before, after).replace(quoted(before), quoted(after));
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(copy, changed);
  }

  /** As it stands within a text of YAML. */
  private static String quoted(String json) {
    return json.replace("\"", "\\\"");
  }
}
