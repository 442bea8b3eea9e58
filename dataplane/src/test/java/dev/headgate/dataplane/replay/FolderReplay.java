package dev.headgate.dataplane.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Recorded conversations of the folder that {@code headgate.recordings} names, for {@code make
 * replay} alone: without that name it is no test of the suite.
 */
final class FolderReplay {
  @Test
  void recordingsAreUnderstoodAndJudgedAsTheirProvidersDid() throws IOException {
    var folder = System.getProperty("headgate.recordings");
    assertThat(folder).as("headgate.recordings").isNotNull();

    var replay = Replay.of(Path.of(folder));

    Files.writeString(Path.of("target/replay.md"), replay.report());
    assertThat(replay.exchanges()).isPositive();
    assertThat(replay.findings().faults()).isEmpty();
  }
}
