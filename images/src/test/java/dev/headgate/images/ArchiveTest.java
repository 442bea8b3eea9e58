package dev.headgate.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theSameContentsMakeTheSameImageWheneverTheyWereMade() throws Exception {
    Path first = contents("first", Instant.parse("2026-01-01T00:00:00Z"), "rwx------");
    Path second = contents("second", Instant.parse("2026-06-01T00:00:00Z"), "rwxr-xr-x");

    Archive.Written one = archive("a").write(image(first));
    Archive.Written two = archive("b").write(image(second));

    assertThat(one.digest()).isEqualTo(two.digest()).startsWith("sha256:");
    assertThat(Files.mismatch(one.file(), two.file())).isEqualTo(-1);
  }

  @Test
  void aFileThatChangedWithoutAgeingMakesAnotherImage() throws Exception {
    Path made = contents("same", Instant.EPOCH, "rwxr-xr-x");
    Archive.Written before = archive("d").write(image(made));
    Files.writeString(made.resolve("run"), "HELLO");
    Files.setLastModifiedTime(made.resolve("run"), FileTime.from(Instant.EPOCH));

    Archive.Written after = archive("d").write(image(made));

    assertThat(after.digest()).isNotEqualTo(before.digest());
  }

  @Test
  void anImageRunsAsANumberAndNamesWhatItStarts() throws Exception {
    Archive.Written written =
        archive("c").write(image(contents("third", Instant.EPOCH, "rwxr-xr-x")));

    Map<String, byte[]> files = untar(written.file());
    JsonNode manifest = JSON.readTree(files.get("manifest.json")).path(0);
    JsonNode config = JSON.readTree(files.get(manifest.path("Config").asText())).path("config");
    assertThat(manifest.path("RepoTags").path(0).asText()).isEqualTo("localhost/x:1.0");
    assertThat(config.path("User").asText()).isEqualTo("65532:65532");
    assertThat(config.path("Entrypoint").path(0).asText()).isEqualTo("/app/run");
    assertThat(config.path("Cmd").path(0).asText()).isEqualTo("x");
    assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
    assertThat(written.unpacked()).isEqualTo(5);
  }

  private Archive archive(String name) throws IOException {
    return new Archive("localhost", Machine.AMD64, Files.createDirectories(folder.resolve(name)));
  }

  private Path contents(String name, Instant time, String permissions) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Path run = Files.writeString(made.resolve("run"), "hello");
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString(permissions));
    Files.setLastModifiedTime(run, FileTime.from(time));
    return made;
  }

  private static ImageSpec image(Path contents) throws IOException {
    return new ImageSpec(
        "x",
        "1.0",
        List.of(Layer.of("app", contents, "/app")),
        List.of("/app/run"),
        List.of("x"),
        List.of(8080),
        "Apache-2.0");
  }

  private static Map<String, byte[]> untar(Path file) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (InputStream in = Files.newInputStream(file);
        TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
    }
    return files;
  }
}
