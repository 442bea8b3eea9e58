package dev.headgate.dataplane.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatStreamTest {
  private static final String ROLE =
      "data:"
          + " {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}],\"usage\":null}\n\n";
  private static final String HELLO =
      "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\\\"usage\\\": {lo [DONE]"
          + " \\\"error\\\"\"}}],\"usage\":null}\n\n";
  private static final String STOP =
      "data:"
          + " {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n";
  private static final String USAGE =
      "data:"
          + " {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":7,\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":2}}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final String PING = ": ping\n\n";

  private static String feed(ChatStream stream, String... reads) {
    var out = new StringBuilder();
    for (var read : reads) {
      feed(stream, out, read.getBytes(StandardCharsets.UTF_8));
    }
    return out.toString();
  }

  private static void feed(ChatStream stream, StringBuilder out, byte[] read) {
    stream.append(Unpooled.wrappedBuffer(read));
    stream.advance();
    ByteBuf events = stream.take();
    if (events != null) {
      out.append(events.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void nothingComesOutBeforeTheFirstContent() {
    var stream = new ChatStream(false);

    assertThat(feed(stream, PING)).isEmpty();
    assertThat(stream.anyEvent()).isFalse();
    assertThat(feed(stream, ROLE)).isEmpty();
    assertThat(stream.anyEvent()).isTrue();
    assertThat(stream.state()).isEqualTo(ChatStream.State.WAITING);
    assertThat(feed(stream, HELLO)).isEqualTo(PING + ROLE + HELLO);
    assertThat(stream.state()).isEqualTo(ChatStream.State.CONTENT);
  }

  @Test
  void usageIsReadAndTakenOutUnlessItWasAskedFor() {
    var stream = new ChatStream(false);
    var asked = new ChatStream(true);

    assertThat(feed(stream, ROLE + HELLO + STOP + USAGE + DONE)).isEqualTo(ROLE + HELLO + STOP);
    assertThat(feed(asked, ROLE + HELLO + STOP + USAGE + DONE))
        .isEqualTo(ROLE + HELLO + STOP + USAGE);
    for (var each : new ChatStream[] {stream, asked}) {
      assertThat(each.state()).isEqualTo(ChatStream.State.DONE);
      assertThat(each.usage()).isEqualTo(new Usage(6, 4, 0, 0, 7, 2));
    }
  }

  @Property(tries = 300)
  void splitAnywhereGivesTheSameEvents(
      @ForAll @IntRange(min = 1, max = 600) int first,
      @ForAll @IntRange(min = 1, max = 600) int second) {
    var all = (ROLE + PING + HELLO + HELLO + STOP + USAGE + DONE).getBytes(StandardCharsets.UTF_8);
    int a = Math.min(all.length, first);
    int b = Math.min(all.length, a + second);
    var stream = new ChatStream(false);
    var out = new StringBuilder();
    feed(stream, out, java.util.Arrays.copyOfRange(all, 0, a));
    feed(stream, out, java.util.Arrays.copyOfRange(all, a, b));
    feed(stream, out, java.util.Arrays.copyOfRange(all, b, all.length));

    assertThat(out.toString()).isEqualTo(ROLE + PING + HELLO + HELLO + STOP);
    assertThat(stream.state()).isEqualTo(ChatStream.State.DONE);
    assertThat(stream.usage()).isEqualTo(new Usage(6, 4, 0, 0, 7, 2));
  }

  @Test
  void byteByByteGivesTheSameEventsWithEitherLineEnd() {
    for (var text :
        new String[] {
          ROLE + HELLO + STOP + USAGE + DONE,
          (ROLE + HELLO + STOP + USAGE + DONE).replace("\n", "\r\n")
        }) {
      var stream = new ChatStream(false);
      var out = new StringBuilder();
      for (var one : text.getBytes(StandardCharsets.UTF_8)) {
        feed(stream, out, new byte[] {one});
      }
      assertThat(out.toString().replace("\r", "")).isEqualTo(ROLE + HELLO + STOP);
      assertThat(stream.state()).isEqualTo(ChatStream.State.DONE);
    }
  }

  @Test
  void aServerMayCloseTheConnectionBehindTheUsageInsteadOfSayingThatItIsDone() {
    var whole = new ChatStream(false);
    var cut = new ChatStream(false);

    feed(whole, ROLE + HELLO + STOP + USAGE);
    feed(cut, ROLE + HELLO);

    assertThat(whole.ended()).isEqualTo(ChatStream.State.DONE);
    assertThat(cut.ended()).isEqualTo(ChatStream.State.CONTENT);
  }

  @Test
  void anErrorEventEndsTheStreamAfterWhatCameBefore() {
    var stream = new ChatStream(false);

    assertThat(feed(stream, ROLE + HELLO + "data: {\"error\":{\"type\":\"server_error\"}}\n\n"))
        .isEqualTo(ROLE + HELLO);
    assertThat(stream.state()).isEqualTo(ChatStream.State.FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\"}]}}]}",
        "{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}",
        "{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]}",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
      })
  void contentIsMoreThanText(String data) {
    var stream = new ChatStream(false);

    assertThat(feed(stream, "data:" + data + "\n\n")).isEqualTo("data:" + data + "\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: <html>\n\n", "data: [1]\n\n", "data: {\"choices\":[{\n\n"})
  void whatIsNoChunkIsNoStream(String event) {
    var stream = new ChatStream(false);

    feed(stream, event);

    assertThat(stream.state()).isEqualTo(ChatStream.State.GARBLED);
  }

  @Property(tries = 1_000)
  void arbitraryBytesNeverCrashIt(@ForAll byte[] bytes) {
    var stream = new ChatStream(false);
    feed(stream, ROLE + HELLO);
    feed(stream, new StringBuilder(), bytes);
    feed(stream, new StringBuilder(), "\n\n".getBytes(StandardCharsets.UTF_8));
    assertThat(stream.state()).isNotNull();
  }
}
