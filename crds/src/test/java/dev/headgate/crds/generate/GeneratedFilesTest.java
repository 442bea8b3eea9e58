package dev.headgate.crds.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class GeneratedFilesTest {

  private static final Map<Path, String> FILES = Generate.files();

  @Test
  void whatIsCommittedIsWhatTheRecordsSay() {
    FILES.forEach(
        (path, content) ->
            assertThat(Repository.ROOT.resolve(path))
                .as("%s is not what the records say: run `make crds` and commit the result", path)
                .hasContent(content));
  }

  @Test
  void noFileIsLeftOfAKindThatIsGone() throws IOException {
    var folders = FILES.keySet().stream().map(Path::getParent).distinct().toList();
    var committed = new TreeSet<Path>();
    for (Path folder : folders) {
      try (var files = Files.list(Repository.ROOT.resolve(folder))) {
        committed.addAll(
            files.map(file -> folder.resolve(file.getFileName())).collect(Collectors.toSet()));
      }
    }

    assertThat(committed).isEqualTo(new TreeSet<>(FILES.keySet()));
  }

  @Test
  void eachCrdIsSmallEnoughForClientSideApply() {
    FILES.forEach(
        (path, content) ->
            assertThat(content.getBytes(StandardCharsets.UTF_8).length)
                .as("bytes of %s; kubectl apply keeps a copy in an annotation of 256 KiB", path)
                .isLessThan(256 * 1024));
  }
}
