package dev.headgate.conversation.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events out of bytes. */
final class SseReaderTest {
  private static List<String> read(String text, int piece, int max) {
    var events = new ArrayList<String>();
    var reader = new SseReader(max);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean small = true;
    for (int at = 0; at < bytes.length; at += piece) {
      small &=
          reader.feed(
              bytes,
              at,
              Math.min(piece, bytes.length - at),
              new SseReader.Events() {
                @Override
                public boolean event(
                    SseReader.EventName name, byte[] data, int offset, int length) {
                  var text = new String(data, offset, length, StandardCharsets.UTF_8);
                  events.add((name.is("n") ? "n:" : "") + text);
                  return !text.equals("stop");
                }

                @Override
                public void silent() {
                  events.add("-");
                }
              });
    }
    if (!small) {
      events.add("too large");
    }
    return events;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: a/n/n | a",
        "data:a/n/n | a",
        "data:  a/n/n | ' a'",
        "data: a/r/n/r/n | a",
        "data: a/r/r | a",
        "data: a/ndata:b/ndata/n/n | 'a~b~'",
        "event: n/ndata: a/n/n | n:a",
        "event: n/ndata: a/n/ndata: b/n/n | n:a;b",
        ": comment/n/n | -",
        "event: n/n/n | -",
        "id: 7/nretry: 5/ndata: a/n/n | a",
        "data: a/n | ''",
        "/n/n/ndata: a/n/n | a",
        "data: stop/n/ndata: b/n/n | stop",
      })
  void isAsTheStandardSays(String stream, String events) {
    var text = stream.replace("/n", "\n").replace("/r", "\r");
    var expected = events.replace('~', '\n');
    for (int piece = 1; piece <= text.length(); piece++) {
      assertThat(String.join(";", read(text, piece, 1000))).as("by %d", piece).isEqualTo(expected);
    }
  }

  @Test
  void anEventThatIsTooLargeEndsTheReading() {
    var large = "data: " + "x".repeat(200) + "\n\ndata: a\n\n";
    assertThat(read(large, 10, 100)).containsExactly("too large");
    var lines = ("data: " + "x".repeat(60) + "\n").repeat(3) + "\n";
    assertThat(read(lines, 10, 100)).containsExactly("too large");
    assertThat(read("data: " + "x".repeat(90) + "\n\ndata: a\n\n", 10, 100)).hasSize(2);
  }
}
