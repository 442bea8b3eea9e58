package dev.headgate.conversation.bedrock;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.conversation.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A {@code contentBlockDelta}, read in one pass without a tree. Used again for the next one. */
final class ConverseDelta {
  /** What it is more of. */
  enum Kind {
    TEXT,
    REASONING,
    INPUT,
    /** Nothing that is known. */
    OTHER
  }

  int index;
  Kind kind = Kind.OTHER;

  /** More text, reasoning or arguments; null when the delta is none of these. */
  @Nullable String text;

  @Nullable String signature;

  /** Hidden reasoning in base64, whole. */
  @Nullable String redacted;

  void read(byte[] payload) throws IOException {
    index = 0;
    kind = Kind.OTHER;
    text = null;
    signature = null;
    redacted = null;
    try (var json = Json.FACTORY.createParser(payload)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("an event must be an object");
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var token = json.nextToken();
        if (name.equals("contentBlockIndex") && token == JsonToken.VALUE_NUMBER_INT) {
          index = json.getIntValue();
        } else if (name.equals("delta") && token == JsonToken.START_OBJECT) {
          delta(json);
        } else {
          json.skipChildren();
        }
      }
    }
  }

  private void delta(JsonParser json) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      if (name.equals("text") && token == JsonToken.VALUE_STRING) {
        kind = Kind.TEXT;
        text = json.getText();
      } else if (token == JsonToken.START_OBJECT
          && (name.equals("toolUse") || name.equals("reasoningContent"))) {
        kind = name.equals("toolUse") ? Kind.INPUT : Kind.REASONING;
        inner(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void inner(JsonParser json) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      if (token != JsonToken.VALUE_STRING) {
        json.skipChildren();
        continue;
      }
      switch (name) {
        case "input", "text" -> text = json.getText();
        case "signature" -> signature = json.getText();
        case "redactedContent" -> redacted = json.getText();
        default -> {}
      }
    }
  }
}
