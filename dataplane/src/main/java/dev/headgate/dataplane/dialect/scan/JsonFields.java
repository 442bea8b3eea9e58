package dev.headgate.dataplane.dialect.scan;

import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import org.jspecify.annotations.Nullable;

/** What a provider's JSON says; what is not as expected is stepped over and says nothing. */
public final class JsonFields {
  private JsonFields() {}

  /** Takes one field, whose value is the current token. */
  public interface Field {
    void read(String name) throws InvalidBodyException;
  }

  /** Whether the current token was an object; afterwards it is its end. */
  public static boolean object(JsonCursor json, Field field) throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      json.skip();
      return false;
    }
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      field.read(name);
    }
    return true;
  }

  public static @Nullable String string(JsonCursor json) throws InvalidBodyException {
    if (json.token() == VALUE_STRING) {
      return json.string("$");
    }
    json.skip();
    return null;
  }

  /** Bytes of a string as it is written; 0 for what is none. */
  public static int bytes(JsonCursor json) throws InvalidBodyException {
    if (json.token() != VALUE_STRING) {
      json.skip();
      return 0;
    }
    int start = json.start();
    return json.end() - start - 2;
  }

  /** A provider's slip must not lose the rest of the answer: nonsense is the former value. */
  public static long tokens(JsonCursor json, long before) throws InvalidBodyException {
    if (json.token() != VALUE_NUMBER_INT) {
      json.skip();
      return before;
    }
    return Math.max(0, json.integer("$", Integer.MIN_VALUE, Integer.MAX_VALUE));
  }
}
