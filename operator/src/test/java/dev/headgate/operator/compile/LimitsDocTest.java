package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.compile.UnbuiltField.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/limits.md} tells what {@link Unbuilt} tells. {@code -Dheadgate.golden=write} writes
 * its tables.
 */
class LimitsDocTest {
  private static final Path DOC =
      Path.of(System.getProperty("headgate.root", ".."), "docs/limits.md");
  private static final String BEGIN = "<!-- begin: tables, written from the code -->\n";
  private static final String END = "<!-- end -->";

  @Test
  void thePageHasTheTablesOfTheCode() throws IOException {
    var page = Files.readString(DOC);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    if ("write".equals(System.getProperty("headgate.golden"))) {
      page = page.substring(0, begin) + tables() + page.substring(end);
      Files.writeString(DOC, page);
      end = page.indexOf(END);
    }
    assertThat(page.substring(begin, end)).isEqualTo(tables());
  }

  private static String tables() {
    return Arrays.stream(Kind.values())
            .map(
                kind ->
                    "\n### %s\n\n| field | effect | meanwhile |\n|---|---|---|\n%s"
                        .formatted(kind, rows(kind)))
            .collect(Collectors.joining())
        + "\n";
  }

  private static String rows(Kind kind) {
    return Unbuilt.of(kind).stream()
        .sorted(Comparator.comparing(UnbuiltField::path))
        .map(LimitsDocTest::row)
        .collect(Collectors.joining());
  }

  private static String row(UnbuiltField row) {
    var values = row.values().isEmpty() ? "" : ": " + String.join(", ", row.values());
    var off = row.offWhen().isEmpty() ? "" : " (fine with `" + row.offWhen() + "`)";
    return "| `%s`%s%s | %s | %s |\n"
        .formatted(
            row.path(),
            values,
            off,
            row.effect() == Effect.Binding ? "**refused**" : "no effect",
            row.meanwhile());
  }
}
