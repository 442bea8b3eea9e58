package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {
  private final Snapshot snapshot = snapshot("route-in-full");

  private static Snapshot snapshot(String golden) {
    var folder =
        Path.of(System.getProperty("headgate.root", ".."), "operator/src/test/resources/compile");
    var world = ManifestWorld.ofFolder(folder.resolve(golden));
    return Compiler.compile(new NamespacedName("ai", "main"), world).snapshot();
  }

  @Test
  void whatIsEncodedIsDecodedEqual() throws IOException {
    var decoded = SnapshotCodec.decode(SnapshotCodec.encode(snapshot));

    assertThat(decoded).isEqualTo(snapshot);
    assertThat(SnapshotCodec.digest(decoded)).isEqualTo(snapshot.digest());
  }

  @Test
  void theSameSnapshotIsTheSameBytesEachTime() {
    assertThat(SnapshotCodec.encode(snapshot)).isEqualTo(SnapshotCodec.encode(snapshot));
  }

  @Test
  void canonicalJsonHasSortedKeysNoNullsAndNoWhiteSpaceOutsideTexts() throws IOException {
    var json = new String(SnapshotCodec.canonical(snapshot), StandardCharsets.UTF_8);

    assertThat(json)
        .startsWith("{\"backends\":[{\"baseUrl\":")
        .doesNotContain("\n", "\": ", "null");
    assertSorted(new ObjectMapper().readTree(json));
  }

  @Test
  void aDigestIsTheHashOfTheCanonicalContentWithoutItsPlaceInTheOrder() throws Exception {
    var content =
        new String(SnapshotCodec.canonical(snapshot), StandardCharsets.UTF_8)
            .replace("\"digest\":\"" + snapshot.digest() + "\",", "")
            .replace("\"epoch\":0,", "")
            .replace(",\"sequence\":0", "");
    var hash =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));

    assertThat(snapshot.digest()).isEqualTo("sha256:" + HexFormat.of().formatHex(hash));
    assertThat(SnapshotCodec.digest(snapshot.at(7, 9, "other"))).isEqualTo(snapshot.digest());
    assertThat(SnapshotCodec.digest(snapshot("base"))).isNotEqualTo(snapshot.digest());
  }

  @Test
  void aGzipBombIsRefused() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      var blank = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i <= SnapshotCodec.MAX_DECODED >> 20; i++) {
        gzip.write(blank);
      }
    }

    assertThatThrownBy(() -> SnapshotCodec.decode(bytes.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than");
  }

  private static void assertSorted(JsonNode node) {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    assertThat(names).isSorted();
    node.forEach(SnapshotCodecTest::assertSorted);
  }
}
