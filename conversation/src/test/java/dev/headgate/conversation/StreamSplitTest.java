package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.model.StreamEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the bytes of a stream are split, its events are the same. */
final class StreamSplitTest {
  static Stream<Path> streams() throws IOException {
    try (var files = Files.walk(Path.of("src/test/golden/streams"))) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(".sse"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static String dialect(Path file) {
    return file.getFileName().toString().replaceAll("(in|out)-|\\.sse", "");
  }

  @ParameterizedTest
  @MethodSource("streams")
  void splitAtEveryByteBoundaryItsEventsAreTheSame(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    var whole = Dialects.events(dialect(file), bytes);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(inTwo(dialect(file), bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
    for (int piece : new int[] {1, 2, 3, 7, 64}) {
      assertThat(Dialects.events(dialect(file), bytes, piece)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void withCrLfLonelyCrOrWithoutTheSpaceItsEventsAreTheSame(Path file) throws IOException {
    var text = Files.readString(file);
    var whole = Dialects.events(dialect(file), text.getBytes(StandardCharsets.UTF_8));
    for (var other :
        List.of(
            text.replace("\n", "\r\n"),
            text.replace("\n", "\r"),
            text.replace("data: ", "data:"),
            "\ufeff" + text)) {
      byte[] bytes = other.getBytes(StandardCharsets.UTF_8);
      assertThat(Dialects.events(dialect(file), bytes)).isEqualTo(whole);
      assertThat(Dialects.events(dialect(file), bytes, 1)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void cutAnywhereBeforeItsEndItFailsAndNeverFinishes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean finishes =
        Dialects.events(dialect(file), bytes).getLast() instanceof StreamEvent.Finish;
    int terminal = terminal(dialect(file), new String(bytes, StandardCharsets.ISO_8859_1));
    assertThat(finishes && terminal <= 0).isFalse();
    for (int cut = 0; finishes && cut < terminal; cut++) {
      var events = new ArrayList<StreamEvent>();
      var decoder = Dialects.outbound(dialect(file)).streamDecoder(Dialects.context(dialect(file)));
      decoder.feed(bytes, 0, cut, events::add);
      decoder.end(events::add);
      assertThat(events.getLast()).as("cut at %d", cut).isInstanceOf(StreamEvent.Failed.class);
      assertThat(events).noneMatch(StreamEvent.Finish.class::isInstance);
    }
  }

  /** Where that begins behind which all has been said. */
  private static int terminal(String dialect, String text) {
    return switch (dialect) {
      case "anthropic" -> text.indexOf("{\"type\":\"message_stop\"}\n\n");
      case "responses" ->
          Math.max(
              text.indexOf("data: {\"type\":\"response.completed\""),
              text.indexOf("data: {\"type\":\"response.incomplete\""));
      case "gemini" -> Math.max(text.lastIndexOf("finishReason"), text.lastIndexOf("blockReason"));
      default -> {
        int usage = text.lastIndexOf("\"usage\":{");
        yield usage > 0 ? usage : text.indexOf("[DONE]\n\n");
      }
    };
  }

  private static List<StreamEvent> inTwo(String dialect, byte[] bytes, int cut) {
    var decoder = Dialects.outbound(dialect).streamDecoder(Dialects.context(dialect));
    var events = new ArrayList<StreamEvent>();
    decoder.feed(bytes, 0, cut, events::add);
    decoder.feed(bytes, cut, bytes.length - cut, events::add);
    decoder.end(events::add);
    return events;
  }
}
