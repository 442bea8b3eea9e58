package dev.headgate.dataplane.snapshot;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.dataplane.snapshot.SnapshotReader.Reading.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A snapshot with one of everything, as JSON to be changed in one place. */
public final class SnapshotJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode tree;

  private SnapshotJson(JsonNode tree) {
    this.tree = tree;
  }

  public static SnapshotJson whole() {
    try (var in = SnapshotJson.class.getResourceAsStream("whole.json")) {
      return new SnapshotJson(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with another value at a JSON pointer; {@code null} as JSON takes it away. */
  public SnapshotJson with(String pointer, String json) {
    try {
      var copy = tree.deepCopy();
      var at = JsonPointer.compile(pointer);
      var parent = copy.at(at.head());
      var value = MAPPER.readTree(json);
      switch (parent) {
        case ObjectNode object when value.isNull() ->
            object.remove(at.last().getMatchingProperty());
        case ObjectNode object -> object.set(at.last().getMatchingProperty(), value);
        case ArrayNode array when at.last().getMatchingIndex() == array.size() -> array.add(value);
        case ArrayNode array -> array.set(at.last().getMatchingIndex(), value);
        default -> throw new AssertionError("nothing at " + pointer);
      }
      return new SnapshotJson(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same at another place in the order. */
  public SnapshotJson at(long epoch, long sequence, String digestHex) {
    return with("/epoch", "" + epoch)
        .with("/sequence", "" + sequence)
        .with("/digest", "\"sha256:" + digestHex.repeat(64 / digestHex.length()) + "\"");
  }

  /** What is at a JSON pointer. */
  public String at(String pointer) {
    return tree.at(pointer).toString();
  }

  public byte[] bytes() {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  public byte[] gzip() {
    return gzip(bytes());
  }

  public static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public dev.headgate.contract.Snapshot snapshot() {
    return switch (new SnapshotReader().read(bytes())) {
      case Parsed(var snapshot) -> snapshot;
      case SnapshotReader.Reading.Unreadable(var problem) -> throw new AssertionError(problem);
    };
  }
}
