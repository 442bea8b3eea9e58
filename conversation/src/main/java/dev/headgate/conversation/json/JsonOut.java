package dev.headgate.conversation.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headgate.conversation.model.Extra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON into a {@link ByteSink}, one value after the other. Bytes are in the sink after
 * {@link #flush}. Writing fails for bugs only, so it declares no exception. Not thread-safe.
 */
public final class JsonOut implements AutoCloseable {
  private static final int LONG = 1000;

  private final JsonGenerator json;

  /** Writes there. */
  public JsonOut(ByteSink sink) {
    try {
      this.json = Json.FACTORY.createGenerator(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    json.setRootValueSeparator(null);
  }

  private interface Step {
    void run() throws IOException;
  }

  private JsonOut run(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins an object, as a root, an element or the value of the field begun before. */
  public JsonOut object() {
    return run(json::writeStartObject);
  }

  /** Begins a field with an object. */
  public JsonOut object(String name) {
    return run(() -> json.writeObjectFieldStart(name));
  }

  /** Ends an object. */
  public JsonOut endObject() {
    return run(json::writeEndObject);
  }

  /** Begins an array, as a root, an element or the value of the field begun before. */
  public JsonOut array() {
    return run(json::writeStartArray);
  }

  /** Begins a field with an array. */
  public JsonOut array(String name) {
    return run(() -> json.writeArrayFieldStart(name));
  }

  /** Ends an array. */
  public JsonOut endArray() {
    return run(json::writeEndArray);
  }

  /** Whether nothing stands yet in the array or object that is open. */
  public boolean isEmpty() {
    return json.getOutputContext().getEntryCount() == 0;
  }

  /** Begins a field. */
  public JsonOut field(String name) {
    return run(() -> json.writeFieldName(name));
  }

  /** A string as an element or as the value of the field begun before. */
  public JsonOut string(String value) {
    return run(
        () -> {
          if (value.length() < LONG) {
            json.writeString(value);
          } else {
            // Twice as fast for prompts: the JVM encodes them at once, escapes are sought in bytes.
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            json.writeUTF8String(utf8, 0, utf8.length);
          }
        });
  }

  /** A field with a string. */
  public JsonOut string(String name, String value) {
    return field(name).string(value);
  }

  /** A field with a string, or no field. */
  public JsonOut optional(String name, @Nullable String value) {
    return value == null ? this : string(name, value);
  }

  /** A field with a string or null. */
  public JsonOut nullable(String name, @Nullable String value) {
    return value == null ? nil(name) : string(name, value);
  }

  /** A field with null. */
  public JsonOut nil(String name) {
    return run(() -> json.writeNullField(name));
  }

  /** A field with a whole number. */
  public JsonOut number(String name, long value) {
    return run(() -> json.writeNumberField(name, value));
  }

  /** A field with a whole number, or no field. */
  public JsonOut optional(String name, @Nullable Integer value) {
    return value == null ? this : number(name, value);
  }

  /** A number as an element. */
  public JsonOut number(long value) {
    return run(() -> json.writeNumber(value));
  }

  /** A field with a number; a whole one is written without a fraction. */
  public JsonOut decimal(String name, double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? number(name, (long) value)
        : run(() -> json.writeNumberField(name, value));
  }

  /** A field with a number, or no field. */
  public JsonOut optional(String name, @Nullable Double value) {
    return value == null ? this : decimal(name, value);
  }

  /** A field with true or false. */
  public JsonOut bool(String name, boolean value) {
    return run(() -> json.writeBooleanField(name, value));
  }

  /** A field with true or false, or no field. */
  public JsonOut optional(String name, @Nullable Boolean value) {
    return value == null ? this : bool(name, value);
  }

  /** A value's exact text as an element or as the value of the field begun before. */
  public JsonOut raw(String value) {
    return run(() -> json.writeRawValue(value));
  }

  /** A field with a value's exact text. */
  public JsonOut raw(String name, String value) {
    return field(name).raw(value);
  }

  /** Fields of this dialect that the model has no word for. */
  public JsonOut extras(String dialect, List<Extra> extras) {
    for (var extra : extras) {
      if (extra.dialect().equals(dialect)) {
        raw(extra.name(), extra.json());
      }
    }
    return this;
  }

  /** Gives all that was written to the sink. */
  public void flush() {
    run(json::flush);
  }

  @Override
  public void close() {
    run(json::close);
  }
}
