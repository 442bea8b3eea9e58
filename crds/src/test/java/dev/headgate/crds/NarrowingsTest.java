package dev.headgate.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** That no object stored under the previous release's CRDs becomes invalid or loses a field. */
final class NarrowingsTest {
  private static final String BEFORE =
      "{type: object, required: [a], properties: {a: {type: string, maxLength: 9, enum: [x, y]}, b:"
          + " {type: integer, minimum: 1}, c: {type: array, maxItems: 2, items: {type: string}}}}";

  static Stream<String> kinds() {
    return PreviousRelease.files(PreviousRelease.CRDS).stream()
        .map(Path::getFileName)
        .map(Path::toString);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatThePreviousReleaseTookIsTakenStill(String kind) {
    var narrowings =
        Narrowings.between(
            PreviousRelease.schema(PreviousRelease.CRDS, kind),
            PreviousRelease.schema(PreviousRelease.CURRENT, kind));

    assertThat(narrowings.found()).isEmpty();
  }

  @Test
  void noKindIsGone() {
    assertThat(PreviousRelease.files(PreviousRelease.CURRENT).stream().map(Path::getFileName))
        .containsAll(
            PreviousRelease.files(PreviousRelease.CRDS).stream().map(Path::getFileName).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required: [a]           | required: [a, b]        | ' requires more'",
        "maxLength: 9            | maxLength: 8            | .a has a lower maxLength",
        "'enum: [x, y]'          | 'enum: [x, z]'          | .a lost a value",
        "minimum: 1              | minimum: 2              | .b has a higher minimum",
        "maxItems: 2             | 'maxItems: 2, minItems: 1' | .c has a higher minItems",
        "'items: {type: string}' | 'items: {type: integer}' | .c[] has another type",
        "'b: {type: integer'     | 'd: {type: integer'     | .b is gone",
        "type: array             | 'x-kubernetes-list-type: set, type: array' | .c has another"
            + " x-kubernetes-list-type",
      })
  void aNarrowingIsFound(String was, String is, String says) throws Exception {
    assertThat(Narrowings.between(schema(BEFORE), schema(BEFORE.replace(was, is))).found())
        .containsExactly(says);
  }

  @Test
  void whatOnlyWidensIsNoNarrowing() throws Exception {
    String wider =
        BEFORE
            .replace("required: [a], ", "")
            .replace("maxLength: 9", "maxLength: 10")
            .replace("enum: [x, y]", "enum: [x, y, z]")
            .replace("minimum: 1", "minimum: 0, default: 3")
            .replace("b: {", "new: {type: string}, b: {");

    assertThat(Narrowings.between(schema(BEFORE), schema(wider)).found()).isEmpty();
  }

  private static JsonNode schema(String yaml) throws Exception {
    return new YAMLMapper().readTree(yaml);
  }
}
