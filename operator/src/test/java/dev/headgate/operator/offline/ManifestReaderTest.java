package dev.headgate.operator.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  @TempDir Path folder;

  @Test
  void everyValueKnowsItsLine() throws Exception {
    var contents =
        read(
            """
            # a comment
            kind: LlmRoute
            metadata: {name: a}
            spec:
              targets:
                - {tier: 1, model: x}
                - tier: 2
                  model: z
            ---
            ---
            kind: Secret
            metadata:
              name: b
              namespace: ai
            """);

    var route = contents.manifests().getFirst();
    assertThat(contents.findings()).isEmpty();
    assertThat(contents.manifests())
        .extracting(Manifest::id)
        .containsExactly("LlmRoute default/a", "Secret ai/b");
    assertThat(route.line("spec.targets[1].model")).isEqualTo(8);
    assertThat(route.line("spec.targets[1].weight")).isEqualTo(7);
    assertThat(route.line("spec.targets[0]")).isEqualTo(6);
    assertThat(route.line("spec.nothing.here")).isEqualTo(4);
    assertThat(contents.manifests().getLast().line("")).isEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes|true",
        "OFF|false",
        "'yes'|\"yes\"",
        "0x10|16",
        "0755|493",
        "1_000|1000",
        "1.50|1.50",
        "1:30|\"1:30\"",
        "15s|\"15s\"",
        "2026-12-01T00:00:00Z|\"2026-12-01T00:00:00Z\"",
        "~|null",
        "99999999999999999999|99999999999999999999",
        "&a [1]|[1]",
      })
  void aWordMeansWhatItMeansToKubectl(String word, String json) throws Exception {
    var contents = read("kind: X\nvalue: " + word + "\n");

    assertThat(contents.manifests().getFirst().object().get("value")).hasToString(json);
  }

  @Test
  void aWordThatReadsAsABooleanByAccidentIsWarnedOf() throws Exception {
    var contents = read("kind: X\nmetadata: {name: m}\nspec: {country: no}\n");

    assertThat(contents.broken()).isFalse();
    assertThat(contents.findings())
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .endsWith(
            ":3: warning: spec.country: YAML 1.1 reads no as false; write true or false, or put it"
                + " in quotes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: b\\nkind: [|:2: is not YAML",
        "- a|a manifest is a mapping",
        "kind: X\\nkind: Y|:2: \"kind\" stands twice in the same mapping",
        "a: &x [*x]|nested deeper than 64",
        "\\ta: b|is not YAML",
      })
  void brokenSyntaxIsToldWithItsLine(String text, String expected) throws Exception {
    var contents = read(text.replace("\\n", "\n").replace("\\t", "\t"));

    assertThat(contents.broken()).isTrue();
    assertThat(contents.findings().getFirst().text()).contains(expected);
  }

  @Test
  void bytesThatAreNoTextAreToldAndNotThrown() throws Exception {
    var file = folder.resolve("binary.yaml");
    Files.write(file, new byte[] {(byte) 0xc3, (byte) 0x28, 0});

    assertThat(ManifestReader.read(file).findings().getFirst().text()).contains("not UTF-8");
    assertThat(ManifestReader.read(folder.resolve("none.yaml")).broken()).isTrue();
  }

  private ManifestReader.Contents read(String text) throws Exception {
    var file = folder.resolve("manifest.yaml");
    Files.writeString(file, text);
    return ManifestReader.read(file);
  }
}
