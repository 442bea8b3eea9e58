package dev.headgate.dataplane.snapshot.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A proxy refuses a snapshot as a whole, so one object that compile lets through and this check
 * does not would stop every other. The operator's golden worlds are full of broken objects; what
 * they compile to must pass.
 */
class CompiledSnapshotsTest {
  private static final Path GOLDENS =
      Path.of(System.getProperty("headgate.root", ".."), "operator/src/test/resources/compile");

  static List<Path> snapshots() throws IOException {
    try (var files = Files.walk(GOLDENS)) {
      return files.filter(f -> f.endsWith("out-snapshot.json")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snapshots")
  void whatTheOperatorCompilesIsServed(Path file) throws IOException {
    try (var all =
        new ObjectMapper().readerFor(Snapshot.class).<Snapshot>readValues(file.toFile())) {
      while (all.hasNext()) {
        var snapshot = all.next();

        var problems = new IntegrityCheck(null).problems(snapshot.at(1, 1, snapshot.digest()));

        assertThat(problems).isEmpty();
      }
    }
  }
}
