package dev.headgate.conversation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.model.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever stands in the golden folders of the other dialects is taken by Google and its SDK. */
final class GeminiMatrixTest {
  private static final Path GOLDEN = Path.of("src/test/golden");

  private interface Case {
    void run(String dialect, String in) throws IOException;
  }

  private static Stream<DynamicTest> cases(String kind, Case test) throws IOException {
    var tests = new ArrayList<DynamicTest>();
    try (var folders = Files.list(GOLDEN.resolve(kind))) {
      for (var folder : folders.sorted().toList()) {
        for (var dialect : List.of("chat", "anthropic")) {
          for (var ending : List.of(".json", ".sse")) {
            var in = folder.resolve("in-" + dialect + ending);
            if (Files.exists(in)) {
              tests.add(
                  DynamicTest.dynamicTest(
                      folder.getFileName() + " from " + dialect,
                      () -> test.run(dialect, Files.readString(in))));
            }
          }
        }
      }
    }
    assertThat(tests).isNotEmpty();
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> everyRequestIsTaken() throws IOException {
    return cases(
        "requests",
        (dialect, in) ->
            Google.acceptRequest(Setting.text(Setting.translate(dialect, in, "gemini"))));
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerIsTaken() throws IOException {
    return cases(
        "answers",
        (dialect, in) -> {
          if (Setting.answered(dialect, in) instanceof Answered.Read<Answer>(var answer, var l)) {
            Google.acceptAnswer(Setting.text(Setting.GEMINI.encodeAnswer(answer, Setting.REPLY)));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> everyStreamIsTakenInEitherFraming() throws IOException {
    return cases(
        "streams",
        (dialect, in) -> {
          var events = Setting.events(dialect, in);
          Google.acceptStream(Setting.stream(Setting.GEMINI, events));
          var array = Setting.stream(new GeminiDialect(Framing.ARRAY), events);
          assertThat(Google.tree(array).isArray()).isTrue();
        });
  }
}
