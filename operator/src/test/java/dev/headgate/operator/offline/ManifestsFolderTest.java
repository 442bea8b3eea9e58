package dev.headgate.operator.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.operator.offline.ManifestsFolder.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsFolderTest {
  private static final Judge JUDGE = Judge.ofOurKinds();
  private static final String GATEWAY =
      """
      apiVersion: headgate.dev/v1alpha1
      kind: LlmGateway
      metadata: {name: %s, namespace: ai}
      spec: {replicas: %s}
      """;

  @TempDir Path path;
  private ManifestsFolder folder;
  private long clock;

  @BeforeEach
  void open() {
    folder = new ManifestsFolder(path, JUDGE);
  }

  @Test
  void anEditOfTheSpecIsANewGenerationAndAnUntouchedFileIsNot() throws Exception {
    write("a.yaml", GATEWAY.formatted("main", 2));
    assertThat(folder.refresh()).isTrue();
    assertThat(folder.refresh()).isFalse();
    assertThat(main().generation()).isEqualTo(1);

    write("a.yaml", "# said otherwise\n" + GATEWAY.formatted("main", 2));
    assertThat(folder.refresh()).isTrue();
    assertThat(main().generation()).isEqualTo(1);

    write("a.yaml", GATEWAY.formatted("main", 3));
    assertThat(folder.refresh()).isTrue();
    assertThat(main().generation()).isEqualTo(2);
  }

  @Test
  void whateverIsWrongWithAFileItsObjectsKeepTheirLastGoodForm() throws Exception {
    for (var nonsense :
        new String[] {
          "kind: [",
          GATEWAY.formatted("main", "many"),
          GATEWAY.formatted("main", 2).replace("LlmGateway", "LlmGatewey"),
          GATEWAY.formatted("Main!", 2),
          GATEWAY.formatted("main", 2).replace("replicas", "replicants"),
        }) {
      write("a.yaml", GATEWAY.formatted("main", 2));
      folder.refresh();

      write("a.yaml", nonsense);
      folder.refresh();

      assertThat(main().object().at("/spec/replicas").asInt()).as(nonsense).isEqualTo(2);
      assertThat(folder.findings()).as(nonsense).isNotEmpty();
    }
    write("a.yaml", GATEWAY.formatted("main", 5));
    folder.refresh();
    assertThat(main().object().at("/spec/replicas").asInt()).isEqualTo(5);
    assertThat(folder.findings()).isEmpty();
  }

  @Test
  void whatKustomizePutsManifestsTogetherByIsNoManifest() throws Exception {
    write("a.yaml", GATEWAY.formatted("main", 2));
    write("kustomization.yaml", "kind: Kustomization\nresources: [a.yaml]\n");

    folder.refresh();

    assertThat(folder.objects()).hasSize(1);
    assertThat(folder.findings()).isEmpty();
  }

  @Test
  void whatLeavesTheFolderIsDeleted() throws Exception {
    write("a.yaml", GATEWAY.formatted("main", 2) + "---\n" + GATEWAY.formatted("other", 2));
    folder.refresh();
    assertThat(folder.objects()).hasSize(2);

    write("a.yaml", GATEWAY.formatted("main", 2));
    folder.refresh();
    assertThat(folder.objects()).containsOnlyKeys("LlmGateway ai/main");

    Files.delete(path.resolve("a.yaml"));
    assertThat(folder.refresh()).isTrue();
    assertThat(folder.objects()).isEmpty();
  }

  @Test
  void anObjectInTwoFilesIsToldAndTheLaterFileWins() throws Exception {
    write("a.yaml", GATEWAY.formatted("main", 2));
    write("b.yaml", GATEWAY.formatted("main", 3));

    folder.refresh();

    assertThat(main().object().at("/spec/replicas").asInt()).isEqualTo(3);
    assertThat(folder.findings())
        .singleElement()
        .extracting(Finding::text)
        .asString()
        .contains("b.yaml", "stands in", "a.yaml");
  }

  private Held main() {
    return folder.objects().get("LlmGateway ai/main");
  }

  /** Each write has a time of its own, as an editor's has. */
  private void write(String name, String text) throws IOException {
    var file = path.resolve(name);
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L + 1000 * ++clock));
  }
}
