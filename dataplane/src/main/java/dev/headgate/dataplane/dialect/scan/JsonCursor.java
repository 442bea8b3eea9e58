package dev.headgate.dataplane.dialect.scan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the bytes of one JSON body that expects things of it. Nothing is kept of what is
 * stepped over: no tree, no strings.
 */
public final class JsonCursor implements AutoCloseable {
  /** Deeper ones are refused: tool schemas in the wild stay far below, stacks are finite. */
  private static final int MAX_DEPTH = 200;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(100)
                  .build())
          // Names come from callers: they must not fill the JVM's table that is never emptied.
          // (Jackson's own stays on: without it bytes are read as characters and have no offsets;
          // it is emptied when it grows past 6,000.)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser json;

  public JsonCursor(byte[] body, int offset, int length) throws InvalidBodyException {
    try {
      this.json = JSON.createParser(body, offset, length);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Looks before anything is parsed whether a body can be an object in UTF-8.
   *
   * @return how many bytes of it are not ASCII
   */
  public static int checkObject(byte[] body, int length) throws InvalidBodyException {
    int nonAscii = Utf8.nonAscii(body, length);
    if (nonAscii < 0) {
      throw new InvalidBodyException("$", "is not valid UTF-8 at byte " + (-1 - nonAscii));
    }
    if (!beginsAsObject(body, length)) {
      throw new InvalidBodyException("$", "must be a JSON object");
    }
    return nonAscii;
  }

  /** The parser would guess UTF-16 and the like from the first bytes: only UTF-8 gets there. */
  private static boolean beginsAsObject(byte[] body, int length) {
    for (int i = 0; i < length; i++) {
      switch (body[i]) {
        case ' ', '\t', '\r', '\n' -> {}
        case '{' -> {
          return i + 1 < length && body[i + 1] != 0;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  /** Reads the value of one field, whose first token is the current one. */
  public interface FieldReader {
    void read(String name) throws InvalidBodyException;
  }

  /**
   * Reads a body that is one object, to its end. A name that comes twice is refused.
   *
   * @return the offset behind the object's opening brace: where fields can be added
   */
  public int fields(FieldReader reader) throws InvalidBodyException {
    next();
    int behindBrace = start() + 1;
    var seen = new FieldsSeen();
    for (var name = nextName(); name != null; name = nextName()) {
      if (!seen.add(name)) {
        throw new InvalidBodyException("$." + Utf8.printable(name), "appears twice");
      }
      next();
      reader.read(name);
    }
    if (next() != null) {
      throw new InvalidBodyException("$", "is followed by something else");
    }
    return behindBrace;
  }

  /** The next token; null behind the last one. */
  public @Nullable JsonToken next() throws InvalidBodyException {
    try {
      return json.nextToken();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The next field's name; null at the end of the object. */
  public @Nullable String nextName() throws InvalidBodyException {
    try {
      return json.nextFieldName();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public @Nullable JsonToken token() {
    return json.currentToken();
  }

  /** Steps over the value that begins at the current token. */
  public void skip() throws InvalidBodyException {
    try {
      json.skipChildren();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public boolean isNull() {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  public String string(String path) throws InvalidBodyException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new InvalidBodyException(path, "must be a string");
    }
    try {
      return json.getText();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public boolean bool(String path) throws InvalidBodyException {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw new InvalidBodyException(path, "must be true or false");
    };
  }

  public int integer(String path, int min, int max) throws InvalidBodyException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new InvalidBodyException(path, "must be a whole number");
    }
    try {
      // Through double, so that a number of any length is out of range and not an error of ours.
      double value = json.getDoubleValue();
      if (value < min || value > max) {
        throw new InvalidBodyException(path, "must be between " + min + " and " + max);
      }
      return (int) value;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public double number(String path, double min, double max) throws InvalidBodyException {
    var token = json.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw new InvalidBodyException(path, "must be a number");
    }
    try {
      double value = json.getDoubleValue();
      if (!(value >= min && value <= max)) {
        throw new InvalidBodyException(
            path, "must be between " + plain(min) + " and " + plain(max));
      }
      return value;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public void object(String path) throws InvalidBodyException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new InvalidBodyException(path, "must be an object");
    }
  }

  public void array(String path) throws InvalidBodyException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw new InvalidBodyException(path, "must be an array");
    }
  }

  /** Offset of the current token's first byte. */
  public int start() {
    return (int) json.currentTokenLocation().getByteOffset();
  }

  /** Offset behind the current token's last byte. */
  public int end() throws InvalidBodyException {
    try {
      json.finishToken();
    } catch (IOException e) {
      throw unreadable(e);
    }
    return (int) json.currentLocation().getByteOffset();
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  private static InvalidBodyException unreadable(IOException e) {
    long at =
        e instanceof JacksonException jackson && jackson.getLocation() != null
            ? jackson.getLocation().getByteOffset()
            : -1;
    return new InvalidBodyException(
        "$", at < 0 ? "is not valid JSON" : "is not valid JSON near byte " + at);
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new IllegalStateException("a parser over bytes has nothing to close", e);
    }
  }
}
