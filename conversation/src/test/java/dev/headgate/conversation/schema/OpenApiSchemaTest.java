package dev.headgate.conversation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Path;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenApiSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"type\":\"STRING\"}`, `{\"type\":\"string\"}`",
        "`{\"type\":\"STRING\",\"nullable\":true}`, `{\"type\":[\"string\",\"null\"]}`",
        "`{\"type\":\"STRING\",\"format\":\"enum\",\"enum\":[\"a\"],\"nullable\":true}`,"
            + " `{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",null]}`",
        "`{\"type\":\"ARRAY\",\"items\":{\"type\":\"INTEGER\"},\"min_items\":\"2\"}`,"
            + " `{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2}`",
        "`{\"anyOf\":[{\"type\":\"STRING\"},{\"type\":\"NUMBER\"}],\"nullable\":true}`,"
            + " `{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"number\"},{\"type\":\"null\"}]}`",
        "`{\"type\":\"OBJECT\",\"properties\":{\"type\":{\"type\":\"STRING\",\"example\":\"x\"}}}`,"
            + " `{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\","
            + "\"examples\":[\"x\"]}}}`",
        "`{\"type\":\"TYPE_UNSPECIFIED\"}`, `{}`",
      })
  void theSubsetIsSaidInJsonSchema(String subset, String schema) throws IOException {
    assertThat(JSON.readTree(OpenApiSchema.toJsonSchema(subset))).isEqualTo(JSON.readTree(schema));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"type\":[\"string\",\"null\"]}`, `{\"nullable\":true,\"type\":\"STRING\"}`, 0",
        "`{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}`,"
            + " `{\"nullable\":true,\"type\":\"STRING\"}`, 0",
        "`{\"type\":\"integer\",\"enum\":[1,2]}`,"
            + " `{\"type\":\"INTEGER\",\"description\":\"One of: 1, 2.\"}`, 1",
        "`{\"const\":\"a\"}`, `{\"type\":\"STRING\",\"enum\":[\"a\"]}`, 1",
        "`{\"type\":\"string\",\"enum\":[\"a\",null]}`,"
            + " `{\"type\":\"STRING\",\"nullable\":true,\"enum\":[\"a\"]}`, 0",
        "`{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},"
            + "\"required\":[\"a\",\"b\"],\"additionalProperties\":false}`,"
            + " `{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\"}},"
            + "\"required\":[\"a\"]}`, 1",
        "`{\"$schema\":\"s\",\"type\":\"string\",\"exclusiveMinimum\":1}`,"
            + " `{\"type\":\"STRING\"}`, 2",
        "`{\"type\":\"array\"}`, `{\"type\":\"ARRAY\",\"items\":{\"type\":\"STRING\"}}`, 1",
        "`{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"number\"}}}`,"
            + " `{\"type\":\"NUMBER\"}`, 0",
        "`{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"array\",\"items\":"
            + "{\"$ref\":\"#/$defs/a\"}}}}`,"
            + " `{\"type\":\"ARRAY\",\"items\":{\"type\":\"STRING\"}}`, 2",
        "`{\"allOf\":[{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}},"
            + "{\"properties\":{\"b\":{\"type\":\"string\"}}}]}`,"
            + " `{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\"},"
            + "\"b\":{\"type\":\"STRING\"}}}`, 1",
        "`{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}`,"
            + " `{\"anyOf\":[{\"type\":\"STRING\"},{\"type\":\"INTEGER\"}]}`, 0",
      })
  void jsonSchemaIsSaidInTheSubsetAndEachWeakeningIsTold(String schema, String subset, int losses)
      throws IOException {
    var told = new Losses();
    var said = OpenApiSubset.of(schema, Path.ROOT, told);
    assertThat(JSON.readTree(said)).isEqualTo(JSON.readTree(subset));
    assertThat(told.list()).hasSize(losses);
  }

  @Test
  void referencesThatMultiplyStayBounded() {
    var schema = new StringBuilder("{\"$ref\":\"#/$defs/d0\",\"$defs\":{");
    for (int i = 0; i < 40; i++) {
      schema.append("\"d%d\":{\"type\":\"object\",\"properties\":{".formatted(i));
      schema.append("\"a\":{\"$ref\":\"#/$defs/d%d\"},".formatted(i + 1));
      schema.append("\"b\":{\"$ref\":\"#/$defs/d%d\"}}},".formatted(i + 1));
    }
    schema.append("\"d40\":{\"type\":\"string\"}}}");
    var losses = new Losses();
    assertThat(OpenApiSubset.of(schema.toString(), Path.ROOT, losses).length())
        .isLessThan(2_000_000);
    assertThat(losses.isEmpty()).isFalse();
  }
}
