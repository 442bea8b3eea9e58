package dev.headgate.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BomTest {
  private static final String OF_THE_PLUGIN =
      """
      {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
       "metadata": {"timestamp": "2026-11-21T00:00:00Z",
                    "component": {"type": "library", "bom-ref": "ours", "name": "headgate-x", "purl": "pkg:maven/g/headgate-x@1.0?type=jar"}},
       "components": [
         {"type": "library", "bom-ref": "a", "name": "a", "purl": "pkg:maven/g/a@1.0?type=jar"},
         {"type": "library", "bom-ref": "b", "name": "b", "purl": "pkg:maven/g/b@2.0?classifier=osx-x86_64&type=jar"}],
       "dependencies": [{"ref": "ours", "dependsOn": ["a", "b"]}, {"ref": "b", "dependsOn": []}]}
      """;

  @TempDir private Path folder;
  private Path plugin;

  @BeforeEach
  void writeWhatThePluginWrites() throws IOException {
    plugin = Files.writeString(folder.resolve("bom.json"), OF_THE_PLUGIN);
  }

  @Test
  void anImageListsItsJarsItsJvmAndThePackagesThatItsFilesComeFrom() throws IOException {
    JsonNode bom = written(Bom.of(plugin, Set.of("a-1.0.jar")));

    assertThat(bom.path("metadata").path("component").path("name").asText())
        .isEqualTo("localhost/x");
    assertThat(bom.path("metadata").path("component").path("version").asText())
        .isEqualTo("sha256:ab");
    assertThat(bom.path("components").findValuesAsText("purl"))
        .containsExactly(
            "pkg:maven/g/a@1.0?type=jar",
            "pkg:maven/g/headgate-x@1.0?type=jar",
            "pkg:generic/openjdk@25.0.3%2B9-LTS",
            "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12");
  }

  @Test
  void whatTheImageLeavesOutIsNotReferredToEither() throws IOException {
    JsonNode bom = written(Bom.of(plugin, Set.of("a-1.0.jar")));

    assertThat(bom.path("dependencies").toString())
        .isEqualTo("[{\"ref\":\"ours\",\"dependsOn\":[\"a\"]}]");
  }

  @Test
  void aJarOfTheImageThatIsNotListedIsAnError() {
    assertThatThrownBy(() -> Bom.of(plugin, Set.of("a-1.0.jar", "c-3.0.jar")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("c-3.0.jar");
  }

  @ParameterizedTest
  @CsvSource({
    "pkg:maven/io.netty/netty-common@4.2.15.Final?type=jar, netty-common-4.2.15.Final.jar",
    "pkg:maven/io.netty/x@1?classifier=linux-x86_64&type=jar, x-1-linux-x86_64.jar",
    "pkg:maven/g/plain@1.0, plain-1.0.jar"
  })
  void aPackageAddressNamesAJar(String purl, String jar) {
    assertThat(Bom.jarOf(purl)).isEqualTo(jar);
  }

  private JsonNode written(Bom bom) throws IOException {
    Archive.Written image =
        new Archive.Written(folder.resolve("x-1.0.tar"), "localhost/x:1.0", "sha256:ab", 1, 2);
    bom.with(new JavaRuntime.Release("Someone", "25.0.3+9-LTS"))
        .with(
            List.of(new DebianPackage("libc6", "2.36-9+deb12u10", "amd64", "Package: libc6\n")),
            new Distribution.Release("debian", "12"))
        .write(image);
    return new ObjectMapper().readTree(folder.resolve("x-1.0.cdx.json").toFile());
  }
}
