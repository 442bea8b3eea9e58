package dev.headgate.dataplane.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.contract.Acknowledgement.Problem;
import dev.headgate.contract.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Makes a snapshot of bytes: JSON, plain or gzip. Fields that this build does not know are ignored
 * as long as the snapshot says that a reader of this build's format loses nothing by it.
 */
public final class SnapshotReader {
  /** The largest snapshot, unpacked: 40 times the largest one the operator stores. */
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  private final ObjectMapper mapper =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What came of reading. */
  public sealed interface Reading {
    /**
     * A snapshot; nothing is said about whether it can be served.
     *
     * @param snapshot as it was written
     */
    record Parsed(Snapshot snapshot) implements Reading {}

    /**
     * Not a snapshot that this build understands.
     *
     * @param problem why; shows nothing of the content
     */
    record Unreadable(Problem problem) implements Reading {}
  }

  /** Reads a whole snapshot. */
  public Reading read(byte[] bytes) {
    try {
      var tree = mapper.readTree(unpacked(bytes));
      if (!tree.isObject()) {
        return unreadable("", "NotASnapshot", "this is no JSON object");
      }
      return read(tree);
    } catch (TooLarge e) {
      return unreadable("", "TooLarge", "more than " + MAX_BYTES + " bytes unpacked");
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      return unreadable(
          "",
          "NotJson",
          place == null
              ? "the JSON is broken"
              : "the JSON is broken at line "
                  + place.getLineNr()
                  + ", column "
                  + place.getColumnNr());
    } catch (IOException e) {
      return unreadable("", "NotGzip", "the gzip data is broken or cut short");
    }
  }

  private Reading read(JsonNode tree) {
    // Before anything else is looked at: a later format may give known fields another meaning.
    var minReader = tree.path("minReader");
    if (!minReader.isIntegralNumber()) {
      return unreadable("minReader", "Missing", "this field must be there");
    }
    if (minReader.asLong() > Snapshot.FORMAT_VERSION) {
      return unreadable(
          "minReader",
          "FormatTooNew",
          "the snapshot needs a proxy that reads format "
              + minReader.asLong()
              + ", this one reads "
              + Snapshot.FORMAT_VERSION
              + ": upgrade the proxies");
    }
    try {
      return new Reading.Parsed(mapper.treeToValue(tree, Snapshot.class));
    } catch (JsonMappingException e) {
      return unreadable(path(e), "BadValue", "a value of the wrong type, or unknown to this build");
    } catch (JsonProcessingException e) {
      return unreadable("", "BadValue", "a value of the wrong type, or unknown to this build");
    }
  }

  private static byte[] unpacked(byte[] bytes) throws IOException, TooLarge {
    boolean gzip = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    byte[] plain = bytes;
    if (gzip) {
      try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        plain = in.readNBytes(MAX_BYTES + 1);
      }
    }
    if (plain.length > MAX_BYTES) {
      throw new TooLarge();
    }
    return plain;
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step ->
                step.getFieldName() != null
                    ? "." + step.getFieldName()
                    : "[" + step.getIndex() + "]")
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static Reading unreadable(String path, String reason, String message) {
    return new Reading.Unreadable(new Problem(path, reason, message));
  }

  private static final class TooLarge extends Exception {
    private static final long serialVersionUID = 1;
  }
}
