package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Walks {@code src/test/golden}: what stands in {@code in-DIALECT} is said in every dialect, and
 * must be what stands in {@code out-DIALECT}, with the losses in {@code out-DIALECT.losses}. {@code
 * -Dgolden.update=true} writes what is missing or differs; a person reviews the diff.
 */
final class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OUT = List.of("chat", "anthropic", "responses", "gemini");

  @TestFactory
  Stream<DynamicTest> requestsAreSaidAsReviewed() throws IOException {
    return cases("requests", ".json", GoldenTest::request);
  }

  @TestFactory
  Stream<DynamicTest> answersAreSaidAsReviewed() throws IOException {
    return cases("answers", ".json", GoldenTest::answer);
  }

  @TestFactory
  Stream<DynamicTest> streamsAreSaidAsReviewed() throws IOException {
    return cases("streams", ".sse", GoldenTest::stream);
  }

  private interface Case {
    void run(Path folder, String dialect, Path in) throws IOException;
  }

  private static Stream<DynamicTest> cases(String kind, String ending, Case test)
      throws IOException {
    var tests = new ArrayList<DynamicTest>();
    try (var folders = Files.list(GOLDEN.resolve(kind))) {
      for (var folder : folders.sorted().toList()) {
        try (var files = Files.list(folder)) {
          for (var in : files.sorted().toList()) {
            var name = in.getFileName().toString();
            if (name.startsWith("in-") && name.endsWith(ending)) {
              var dialect = name.substring(3, name.length() - ending.length());
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
    for (var out : OUT) {
      var ready = Dialects.translate(dialect, Files.readString(in), out, target(folder, out));
      compare(folder.resolve("out-" + out + ".json"), pretty(Dialects.text(ready)));
      compare(folder.resolve("out-" + out + ".losses"), losses(ready.losses()));
      SdkTypes.acceptRequest(out, Dialects.text(ready));
    }
  }

  /** One that can do everything, but for what {@code target.json} says. */
  private static Target target(Path folder, String dialect) throws IOException {
    var said = folder.resolve("target.json");
    JsonNode facts = Files.exists(said) ? JSON.readTree(said.toFile()) : JSON.createObjectNode();
    var quirks = new ArrayList<Quirk>();
    facts.path("quirks").forEach(quirk -> quirks.add(Quirk.valueOf(quirk.asText())));
    var capabilities = EnumSet.allOf(Capability.class);
    facts.path("cannot").forEach(what -> capabilities.remove(Capability.valueOf(what.asText())));
    var usual = Dialects.target(dialect, quirks.toArray(Quirk[]::new));
    return new Target(
        usual.model(), usual.realm(), capabilities, usual.maxOutputTokens(), usual.quirks());
  }

  private static void answer(Path folder, String dialect, Path in) throws IOException {
    var decoded =
        Dialects.outbound(dialect).decodeAnswer(Files.readAllBytes(in), Dialects.context(dialect));
    if (decoded instanceof Answered.Failed<Answer>(var failure, var usage)) {
      compare(folder.resolve("out-failure.txt"), failure + "\n");
      return;
    }
    var read = (Answered.Read<Answer>) decoded;
    for (var out : OUT) {
      var encoded = Dialects.inbound(out).encodeAnswer(read.value(), Dialects.REPLY);
      var text = new String(encoded.body(), StandardCharsets.UTF_8);
      compare(folder.resolve("out-" + out + ".json"), pretty(text));
      var losses = new ArrayList<>(read.losses());
      losses.addAll(encoded.losses());
      compare(folder.resolve("out-" + out + ".losses"), losses(losses));
      SdkTypes.acceptAnswer(out, text);
    }
  }

  private static void stream(Path folder, String dialect, Path in) throws IOException {
    var events = Dialects.events(dialect, Files.readAllBytes(in));
    var told = events.stream().map(event -> event + "\n").collect(Collectors.joining());
    compare(folder.resolve("events.txt"), told);
    for (var out : OUT) {
      var text = Dialects.stream(out, events);
      compare(folder.resolve("out-" + out + ".sse"), text);
      SdkTypes.acceptStream(out, text);
    }
  }

  private static String pretty(String json) throws IOException {
    return JSON.readTree(json).toPrettyString() + "\n";
  }

  private static String losses(List<Loss> losses) {
    return losses.stream()
        .map(l -> l.severity() + " " + l.action() + " " + l.path() + ": " + l.why() + "\n")
        .collect(Collectors.joining());
  }

  private static void compare(Path file, String now) throws IOException {
    if (UPDATE) {
      Files.writeString(file, now);
    }
    assertThat(file).exists();
    assertThat(now).as(file.toString()).isEqualTo(Files.readString(file));
  }
}
