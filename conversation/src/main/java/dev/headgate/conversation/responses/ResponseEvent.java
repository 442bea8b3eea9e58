package dev.headgate.conversation.responses;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import dev.headgate.conversation.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The plain fields of one event, read in one pass without a tree: all that a delta has. Used again
 * for the next one.
 */
final class ResponseEvent {
  private static final int MAX_INDEX = 1 << 20;

  String type = "";

  /** -1 when not said. */
  int output;

  /** Of content or of a summary; 0 when not said. */
  int inner;

  @Nullable String delta;

  /** The text of which the deltas are pieces. */
  @Nullable String whole;

  /** Whether there are probabilities, to be read from a tree. */
  boolean logProbs;

  /** Reads one event. */
  void read(byte[] bytes, int offset, int length) throws IOException {
    type = "";
    output = -1;
    inner = 0;
    delta = null;
    whole = null;
    logProbs = false;
    try (var json = Json.FACTORY.createParser(bytes, offset, length)) {
      if (json.nextToken() != START_OBJECT) {
        throw new IOException("an event must be an object");
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var token = json.nextToken();
        switch (name) {
          case "type" -> {
            var said = text(json);
            type = said == null ? "" : said;
          }
          case "output_index" -> output = index(json, -1);
          case "content_index", "summary_index" -> inner = index(json, 0);
          case "delta" -> delta = text(json);
          case "text", "arguments", "input", "refusal" -> whole = text(json);
          case "logprobs" -> {
            if (token == START_ARRAY && json.nextToken() != END_ARRAY) {
              logProbs = true;
              restOfArray(json);
            } else if (token != START_ARRAY) {
              json.skipChildren();
            }
          }
          default -> json.skipChildren();
        }
      }
    }
  }

  private static void restOfArray(JsonParser json) throws IOException {
    do {
      json.skipChildren();
    } while (json.nextToken() != END_ARRAY);
  }

  private static int index(JsonParser json, int otherwise) throws IOException {
    if (json.currentToken() == VALUE_NUMBER_INT) {
      long index = json.getValueAsLong(otherwise);
      return index < 0 || index > MAX_INDEX ? MAX_INDEX : (int) index;
    }
    json.skipChildren();
    return otherwise;
  }

  private static @Nullable String text(JsonParser json) throws IOException {
    if (json.currentToken() == VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }
}
