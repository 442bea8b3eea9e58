package dev.headgate.conversation.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.conversation.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@code content_block_delta}, read in one pass without a tree. Used again for the next one. */
final class BlockDelta {
  int index;

  /** More text, reasoning or arguments; null when the delta is none of these. */
  @Nullable String text;

  @Nullable String signature;

  /** A citation's exact text. */
  @Nullable String citation;

  /** What else it says, by field: exact JSON. It belongs into blocks that nobody looks into. */
  final Map<String, String> others = new LinkedHashMap<>();

  void read(byte[] bytes, int offset, int length) throws IOException {
    index = 0;
    text = null;
    signature = null;
    citation = null;
    others.clear();
    try (var json = Json.FACTORY.createParser(bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an event must be an object");
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var token = json.nextToken();
        if (name.equals("index") && token == JsonToken.VALUE_NUMBER_INT) {
          index = json.getIntValue();
        } else if (name.equals("delta") && token == JsonToken.START_OBJECT) {
          delta(json, bytes, offset);
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private void delta(JsonParser json, byte[] bytes, int offset) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "text", "thinking", "partial_json" -> text = string(json, token);
        case "signature" -> signature = string(json, token);
        case "citation" -> citation = raw(json, bytes, offset);
        case "type" -> json.skipChildren();
        default -> others.put(name, raw(json, bytes, offset));
      }
    }
  }

  private static String raw(JsonParser json, byte[] bytes, int offset) throws IOException {
    // The parser counts from where it began.
    int start = offset + (int) json.currentTokenLocation().getByteOffset();
    json.skipChildren();
    json.finishToken();
    int end = offset + (int) json.currentLocation().getByteOffset();
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  private static @Nullable String string(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }
}
