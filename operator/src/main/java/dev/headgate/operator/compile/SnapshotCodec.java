package dev.headgate.operator.compile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headgate.contract.Snapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The canonical bytes of a snapshot: JSON with sorted keys, without nulls and without white space.
 * Equal snapshots have equal bytes whoever writes them, so a digest names a behaviour.
 */
public final class SnapshotCodec {
  /** A decoded snapshot may not be larger, bytes: a gzip bomb must not take the operator down. */
  static final int MAX_DECODED = 64 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  /** What the digest covers. */
  private static final ObjectWriter CONTENT =
      JSON.copy().addMixIn(Snapshot.class, WithoutPlace.class).writer();

  private SnapshotCodec() {}

  /** The place of a snapshot in the order, and the digest itself, are not part of its content. */
  @JsonIgnoreProperties({"epoch", "sequence", "digest"})
  private interface WithoutPlace {}

  /** The canonical JSON of everything. */
  public static byte[] canonical(Snapshot snapshot) {
    try {
      return JSON.writeValueAsBytes(snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code sha256:} and 64 hex digits over the content without epoch, sequence and digest. */
  public static String digest(Snapshot snapshot) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256)) {
        CONTENT.writeValue(out, snapshot);
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The same snapshot with its digest set. */
  public static Snapshot seal(Snapshot snapshot) {
    return snapshot.at(snapshot.epoch(), snapshot.sequence(), digest(snapshot));
  }

  /** The canonical JSON, gzipped: what a snapshot Secret holds. */
  public static byte[] encode(Snapshot snapshot) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(canonical(snapshot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The other way.
   *
   * @throws IOException when the bytes are not a gzipped snapshot, or more than {@value
   *     #MAX_DECODED} bytes when unpacked
   */
  public static Snapshot decode(byte[] gzipped) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      var json = gzip.readNBytes(MAX_DECODED);
      if (gzip.read() >= 0) {
        throw new IOException("a snapshot of more than " + MAX_DECODED + " bytes");
      }
      return JSON.readValue(json, Snapshot.class);
    }
  }
}
