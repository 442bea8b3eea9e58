package dev.headgate.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} has a row for every reason, and for nothing that is none. */
final class TroubleshootingTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\|(?: [^|]+ \\|){4}$");

  @Test
  void everyReasonHasOneRowThatSaysWhatItMeansWhoMendsItAndHow() {
    List<String> rows =
        ROW.matcher(Repository.read(Repository.ROOT.resolve("docs/troubleshooting.md")))
            .results()
            .map(row -> row.group(1))
            .toList();

    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::name).toList());
  }
}
