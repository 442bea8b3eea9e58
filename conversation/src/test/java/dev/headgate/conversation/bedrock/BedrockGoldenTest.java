package dev.headgate.conversation.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks {@code src/test/golden-bedrock}: what stands in {@code in-DIALECT} is said in Converse, and
 * what stands in {@code in-bedrock} in the others. {@code -Dgolden.update=true} writes what is
 * missing or differs; a person reviews the diff.
 */
final class BedrockGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/golden-bedrock");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CALLERS = List.of("chat", "anthropic");

  private interface Case {
    void run(Path folder, String dialect, Path in) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> requestsAreSaidAsReviewed() throws IOException {
    return cases("requests", BedrockGoldenTest::request);
  }

  @TestFactory
  Stream<DynamicTest> answersAreSaidAsReviewed() throws IOException {
    return cases("answers", BedrockGoldenTest::answer);
  }

  @TestFactory
  Stream<DynamicTest> streamsAreSaidAsReviewed() throws IOException {
    return cases("streams", BedrockGoldenTest::stream);
  }

  private static Stream<DynamicTest> cases(String kind, Case test) throws IOException {
    var tests = new ArrayList<DynamicTest>();
    try (var folders = Files.list(GOLDEN.resolve(kind))) {
      for (var folder : folders.sorted().toList()) {
        try (var files = Files.list(folder)) {
          for (var in : files.sorted().toList()) {
            var name = in.getFileName().toString();
            if (name.startsWith("in-")) {
              var dialect = name.substring(3, name.indexOf('.'));
              tests.add(
                  DynamicTest.dynamicTest(
                      folder.getFileName() + " from " + dialect,
                      () -> test.run(folder, dialect, in)));
            }
          }
        }
      }
    }
    return tests.stream();
  }

  private static void request(Path folder, String dialect, Path in) throws IOException {
    var said = folder.resolve("model.txt");
    var model = Files.exists(said) ? Files.readString(said).strip() : Bedrock.CLAUDE;
    var ready =
        (Translated.Ready)
            Bedrock.translate(
                dialect, Files.readString(in), Bedrock.target(model), LossPolicy.PERMISSIVE);
    compare(folder.resolve("out-bedrock.json"), pretty(new String(ready.body(), UTF_8)));
    compare(folder.resolve("out-bedrock.losses"), Bedrock.told(ready.losses()));
  }

  private static void answer(Path folder, String dialect, Path in) throws IOException {
    var decoded =
        Bedrock.BEDROCK.decodeAnswer(Files.readAllBytes(in), Bedrock.context(Bedrock.CLAUDE));
    if (decoded instanceof Answered.Failed<Answer>(var failure, var usage)) {
      compare(folder.resolve("out-failure.txt"), failure + "\n" + usage + "\n");
      return;
    }
    var read = (Answered.Read<Answer>) decoded;
    for (var caller : CALLERS) {
      var encoded = Bedrock.INBOUND.get(caller).encodeAnswer(read.value(), Bedrock.REPLY);
      List<Loss> losses = new ArrayList<>(read.losses());
      losses.addAll(encoded.losses());
      compare(folder.resolve("out-" + caller + ".json"), pretty(new String(encoded.body(), UTF_8)));
      compare(folder.resolve("out-" + caller + ".losses"), Bedrock.told(losses));
    }
  }

  private static void stream(Path folder, String dialect, Path in) throws IOException {
    var bytes = Frames.of(Files.readString(in));
    var events = Bedrock.events(bytes, Math.max(1, bytes.length));
    compare(
        folder.resolve("events.txt"),
        events.stream().map(event -> event + "\n").collect(Collectors.joining()));
    for (var caller : CALLERS) {
      compare(
          folder.resolve("out-" + caller + ".sse"),
          Bedrock.stream(Bedrock.INBOUND.get(caller), events));
    }
  }

  private static String pretty(String json) throws IOException {
    return JSON.readTree(json).toPrettyString() + "\n";
  }

  private static void compare(Path file, String now) throws IOException {
    if (UPDATE) {
      Files.writeString(file, now);
    }
    assertThat(file).exists();
    assertThat(now).as(file.toString()).isEqualTo(Files.readString(file));
  }
}
