package dev.headgate.conversation.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.headgate.conversation.model.Path;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * Reads a whole JSON text into a tree whose every value knows its exact bytes, so that what is only
 * handed on is handed on unchanged. Nothing of it is decoded before it is asked for.
 */
public final class Json {
  /** Deeper texts are refused: tool schemas in the wild stay far below, stacks are finite. */
  public static final int MAX_DEPTH = 200;

  /** Texts with more values are refused: a tree costs about 100 bytes a value. */
  public static final int MAX_VALUES = 500_000;

  /** Shared with the stream decoders, which read events without a tree. */
  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100)
                  .build())
          // Names come from callers: they must not fill the JVM's table that is never emptied.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final byte[] bytes;
  private final JsonParser parser;
  private int count;

  private Json(byte[] bytes, JsonParser parser) {
    this.bytes = bytes;
    this.parser = parser;
  }

  /**
   * Reads one JSON value in UTF-8 with nothing but white space around it.
   *
   * @param bytes any; kept by the tree, so they must not change
   * @throws InvalidException when they are anything else
   */
  public static Node parse(byte[] bytes) throws InvalidException {
    if (!utf8(bytes)) {
      throw new InvalidException(Path.ROOT, "is not valid JSON");
    }
    try (var parser = FACTORY.createParser(bytes)) {
      var reading = new Json(bytes, parser);
      var token = parser.nextToken();
      if (token == null) {
        throw new InvalidException(Path.ROOT, "is empty");
      }
      var root = reading.value(token);
      if (parser.nextToken() != null) {
        throw new InvalidException(Path.ROOT, "is followed by something else");
      }
      return new Node(root, Path.ROOT, new ArrayList<>());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The same for text that has no path of its own. */
  public static Node parse(String text) throws InvalidException {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether this is the text of one JSON object and of nothing else. */
  public static boolean isObject(String text) {
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Jackson would take UTF-16 and UTF-32 too, by their zeros or their mark; no dialect does. */
  private static boolean utf8(byte[] bytes) {
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      if (bytes[i] == 0 || (i == 0 && bytes[i] < 0)) {
        return false;
      }
    }
    return true;
  }

  private JsonValue value(JsonToken token) throws IOException, InvalidException {
    if (++count > MAX_VALUES) {
      throw new InvalidException(Path.ROOT, "has more than " + MAX_VALUES + " values");
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    return switch (token) {
      case START_OBJECT -> {
        var names = new ArrayList<String>();
        var values = new ArrayList<JsonValue>();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
          names.add(JsonText.whole(name));
          values.add(value(parser.nextToken()));
        }
        yield new JsonValue.Obj(span(start), names, values);
      }
      case START_ARRAY -> {
        var elements = new ArrayList<JsonValue>();
        for (var next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          elements.add(value(next));
        }
        yield new JsonValue.Arr(span(start), elements);
      }
      default -> {
        parser.finishToken();
        yield new JsonValue.Scalar(span(start), token);
      }
    };
  }

  private JsonValue.Span span(int start) {
    return new JsonValue.Span(bytes, start, (int) parser.currentLocation().getByteOffset());
  }

  static InvalidException unreadable(IOException e) {
    long at =
        e instanceof JacksonException jackson && jackson.getLocation() != null
            ? jackson.getLocation().getByteOffset()
            : -1;
    return new InvalidException(
        Path.ROOT, at < 0 ? "is not valid JSON" : "is not valid JSON near byte " + at);
  }
}
