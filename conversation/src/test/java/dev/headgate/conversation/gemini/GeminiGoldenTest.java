package dev.headgate.conversation.gemini;

import static dev.headgate.conversation.gemini.Setting.told;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Loss;
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
 * Walks {@code src/test/golden-gemini}: what stands in {@code in-DIALECT} is said in Gemini, and
 * what stands in {@code in-gemini} in the others too. {@code -Dgolden.update=true} writes what is
 * missing or differs; a person reviews the diff.
 */
final class GeminiGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/golden-gemini");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> requestsAreSaidAsReviewed() throws IOException {
    return cases("requests", GeminiGoldenTest::request);
  }

  @TestFactory
  Stream<DynamicTest> answersAreSaidAsReviewed() throws IOException {
    return cases("answers", GeminiGoldenTest::answer);
  }

  @TestFactory
  Stream<DynamicTest> streamsAreSaidAsReviewed() throws IOException {
    return cases("streams", GeminiGoldenTest::stream);
  }

  private interface Case {
    void run(Path folder, String dialect, Path in) throws IOException;
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

  private static List<String> outOf(String dialect) {
    return dialect.equals("gemini") ? List.of("gemini", "chat", "anthropic") : List.of("gemini");
  }

  private static void request(Path folder, String dialect, Path in) throws IOException {
    for (var out : outOf(dialect)) {
      var ready = Setting.translate(dialect, Files.readString(in), target(folder, out), out);
      var body = Setting.text(ready);
      compare(folder.resolve("out-" + out + ".json"), pretty(body));
      compare(folder.resolve("out-" + out + ".losses"), told(ready.losses()));
      if (out.equals("gemini") && !Files.exists(folder.resolve("target.json"))) {
        Google.acceptRequest(body);
      }
    }
  }

  /** A current model that can do everything, but for what {@code target.json} says. */
  private static Target target(Path folder, String dialect) throws IOException {
    var said = folder.resolve("target.json");
    if (!dialect.equals("gemini") || !Files.exists(said)) {
      return Setting.target(dialect);
    }
    JsonNode facts = JSON.readTree(said.toFile());
    var quirks = new ArrayList<Quirk>();
    facts.path("quirks").forEach(quirk -> quirks.add(Quirk.valueOf(quirk.asText())));
    return Setting.target(dialect, facts.get("model").asText(), quirks.toArray(Quirk[]::new));
  }

  private static void answer(Path folder, String dialect, Path in) throws IOException {
    var decoded = Setting.answered(dialect, Files.readString(in));
    if (decoded instanceof Answered.Failed<Answer>(var failure, var usage)) {
      compare(folder.resolve("out-failure.txt"), failure + "\n");
      return;
    }
    var read = (Answered.Read<Answer>) decoded;
    for (var out : outOf(dialect)) {
      var encoded = Setting.INBOUND.get(out).encodeAnswer(read.value(), Setting.REPLY);
      var text = Setting.text(encoded);
      List<Loss> losses = new ArrayList<>(read.losses());
      losses.addAll(encoded.losses());
      compare(folder.resolve("out-" + out + ".json"), pretty(text));
      compare(folder.resolve("out-" + out + ".losses"), told(losses));
      if (out.equals("gemini")) {
        Google.acceptAnswer(text);
      }
    }
  }

  private static void stream(Path folder, String dialect, Path in) throws IOException {
    var bytes = Files.readString(in).getBytes(UTF_8);
    var events = Setting.events(dialect, bytes, bytes.length);
    compare(
        folder.resolve("events.txt"),
        events.stream().map(event -> event + "\n").collect(Collectors.joining()));
    for (var out : outOf(dialect)) {
      var text = Setting.stream(Setting.INBOUND.get(out), events);
      compare(folder.resolve("out-" + out + ".sse"), text);
      if (out.equals("gemini")) {
        Google.acceptStream(text);
      }
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
