package dev.headgate.conversation.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonText;

/** From a schema's text to a tree that may be changed, and back. */
final class SchemaText {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(Json.FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private SchemaText() {}

  /** An object for the text of one; an empty one for the text of anything else. */
  static ObjectNode read(String schema) {
    try {
      return MAPPER.readTree(schema) instanceof ObjectNode object
          ? object
          : MAPPER.createObjectNode();
    } catch (JsonProcessingException e) {
      // The text was cut out of JSON that had been parsed.
      throw new IllegalArgumentException("a schema in the model is one JSON value", e);
    }
  }

  static String write(JsonNode schema) {
    // A tree forgets how a lone surrogate was escaped.
    return JsonText.whole(schema.toString());
  }
}
