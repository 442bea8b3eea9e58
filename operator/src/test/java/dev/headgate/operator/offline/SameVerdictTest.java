package dev.headgate.operator.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is judged without a cluster is judged as an API server does. Its own words stand in {@code
 * crds/src/test/resources/refused/out-*.txt}: a test of that module holds them against a real one.
 */
class SameVerdictTest {
  private static final Path ROOT = Path.of(System.getProperty("headgate.root", ".."));
  private static final Judge JUDGE = Judge.ofOurKinds();

  @TestFactory
  Stream<DynamicTest> whatAnApiServerRefusesIsRefusedForTheSameField() throws Exception {
    var folder = ROOT.resolve("crds/src/test/resources/refused");
    List<Path> manifests;
    try (var files = Files.list(folder)) {
      manifests = files.filter(f -> f.getFileName().toString().startsWith("in-")).sorted().toList();
    }
    assertThat(manifests).hasSizeGreaterThan(60);
    return manifests.stream()
        .map(
            in ->
                dynamicTest(
                    in.getFileName().toString(),
                    () -> {
                      var name = in.getFileName().toString();
                      var out = name.replaceFirst("^in-", "out-").replaceFirst("yaml$", "txt");
                      var said = Files.readAllLines(folder.resolve(out));
                      var found = refusals(in);
                      assertThat(found).as("%s", said).isNotEmpty();
                      assertThat(said)
                          .as("%s", found)
                          .anyMatch(line -> found.stream().anyMatch(v -> same(line, v)));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatAnApiServerAcceptsIsAccepted() throws Exception {
    try (var files = Files.walk(ROOT.resolve("samples"))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).toList().stream()
          .map(file -> dynamicTest(file.toString(), () -> assertThat(refusals(file)).isEmpty()));
    }
  }

  /** The same field; for a rule the same sentence too. */
  private static boolean same(String line, Violation violation) {
    return line.contains(violation.message())
        || line.startsWith(violation.path() + ":")
        || (line.contains("unknown field") && violation.message().contains("unknown field"));
  }

  private static List<Violation> refusals(Path file) {
    var contents = ManifestReader.read(file);
    assertThat(contents.broken()).isFalse();
    var before = new HashMap<String, JsonNode>();
    List<Violation> last = List.of();
    for (var manifest : contents.manifests()) {
      if (JUDGE.knows(manifest)) {
        var verdict = JUDGE.judge(manifest, before.get(manifest.id()));
        last = verdict.violations();
        if (!verdict.accepted()) {
          return last;
        }
        before.put(manifest.id(), verdict.object());
      }
    }
    return last;
  }
}
