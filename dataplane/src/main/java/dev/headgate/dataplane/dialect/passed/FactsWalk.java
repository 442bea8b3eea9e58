package dev.headgate.dataplane.dialect.passed;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_FLOAT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static com.fasterxml.jackson.core.JsonToken.VALUE_TRUE;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.scan.FieldsSeen;
import dev.headgate.dataplane.dialect.scan.InputEstimate;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.Utf8;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a request of any dialect: what its readers have in common. What they do not
 * understand leaves them as {@link InvalidBodyException}: the request is then read as a
 * conversation, which says what is wrong with it.
 */
final class FactsWalk implements AutoCloseable {
  /** Takes one field of an object, whose value is the current token. */
  interface Field {
    void read(String name) throws InvalidBodyException;
  }

  /** Takes one element of an array, which is the current token. */
  interface Element {
    void read() throws InvalidBodyException;
  }

  final EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
  final EnumSet<Hindrance> hindrances = EnumSet.noneOf(Hindrance.class);

  private final JsonCursor json;
  private final int nonAscii;
  private final int length;
  private final Set<String> open = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private int images;
  private long imageBytes;
  private long audioBytes;
  private long fileBytes;

  FactsWalk(byte[] body, int length) throws InvalidBodyException {
    this.nonAscii = Utf8.nonAscii(body, length);
    if (nonAscii < 0) {
      throw new InvalidBodyException("$", "is not valid UTF-8");
    }
    if (Seal.in(body, length)) {
      hindrances.add(Hindrance.SEALED);
    }
    this.length = length;
    this.json = new JsonCursor(body, 0, length);
  }

  JsonCursor json() {
    return json;
  }

  /** The whole body; no name in it comes twice. */
  void body(Field field) throws InvalidBodyException {
    json.next();
    var seen = new FieldsSeen();
    object(
        name -> {
          if (!seen.add(name)) {
            throw new InvalidBodyException("$", "has a field twice");
          }
          field.read(name);
        });
    if (json.next() != null) {
      throw new InvalidBodyException("$", "is followed by something else");
    }
  }

  void object(Field field) throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw new InvalidBodyException("$", "must be an object here");
    }
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      field.read(name);
    }
  }

  /** An object's fields; anything else is stepped over. */
  void objectOrSkip(Field field) throws InvalidBodyException {
    if (json.token() == START_OBJECT) {
      object(field);
    } else {
      json.skip();
    }
  }

  /** How many elements there were. */
  int array(Element element) throws InvalidBodyException {
    if (json.token() != START_ARRAY) {
      throw new InvalidBodyException("$", "must be an array here");
    }
    int count = 0;
    for (; json.next() != END_ARRAY; count++) {
      element.read();
    }
    return count;
  }

  /** Null for what is no string, which is stepped over. */
  @Nullable String stringOrSkip() throws InvalidBodyException {
    if (json.token() == VALUE_STRING) {
      return json.string("$");
    }
    json.skip();
    return null;
  }

  boolean flag() throws InvalidBodyException {
    if (!json.isNull()) {
      return json.bool("$");
    }
    return false;
  }

  /** A count; 0 for null. */
  int count() throws InvalidBodyException {
    return json.isNull() ? 0 : json.integer("$", 0, Integer.MAX_VALUE);
  }

  /** Notes that a field is there and says something. */
  void note(Hindrance hindrance) throws InvalidBodyException {
    if (!json.isNull()) {
      hindrances.add(hindrance);
    }
    json.skip();
  }

  /** Notes that a number is there and is another one than this. */
  void noteUnless(double usual, Hindrance hindrance) throws InvalidBodyException {
    if (json.token() == VALUE_NUMBER_INT || json.token() == VALUE_NUMBER_FLOAT) {
      if (json.number("$", -Double.MAX_VALUE, Double.MAX_VALUE) != usual) {
        hindrances.add(hindrance);
      }
    } else {
      json.skip();
    }
  }

  void broken(boolean is) {
    if (is) {
      hindrances.add(Hindrance.BROKEN);
    }
  }

  void need(boolean is, Capability capability) {
    if (is) {
      needs.add(capability);
    }
  }

  /** Bytes of a string that is stepped over; 0 for what is none. */
  long bytes() throws InvalidBodyException {
    if (json.token() != VALUE_STRING) {
      json.skip();
      return 0;
    }
    int start = json.start();
    return json.end() - start - 2L;
  }

  boolean isTrue() {
    return json.token() == VALUE_TRUE;
  }

  boolean isNumber() {
    return json.token() == VALUE_NUMBER_INT;
  }

  void image(long bytes) {
    images++;
    imageBytes += bytes;
    needs.add(Capability.Vision);
  }

  void audio(long bytes) {
    audioBytes += bytes;
    needs.add(Capability.Audio);
  }

  void document(long bytes) {
    fileBytes += bytes;
    needs.add(Capability.Documents);
  }

  /** A call, which must have an id and a result of its own. */
  void call(@Nullable String id) {
    broken(id == null || !plain(id) || !used.add(id) || !open.add(id));
  }

  /** Whether a result is one of a call before that waits for it. */
  boolean answers(@Nullable String id) {
    return id != null && open.remove(id);
  }

  /** A result of a call before. */
  void result(@Nullable String id) {
    broken(!answers(id));
  }

  /** All calls so far must have their results now. */
  void answered() {
    broken(!open.isEmpty());
    open.clear();
  }

  private static boolean plain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= 64;
  }

  long inputTokens() {
    long text = Math.max(0, length - imageBytes - audioBytes - fileBytes);
    return InputEstimate.tokens(text, nonAscii, images, audioBytes, fileBytes);
  }

  @Override
  public void close() {
    json.close();
  }
}
