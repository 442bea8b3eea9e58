package dev.headgate.dataplane.dialect.passed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.AnswerStream.State;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams that pass to a caller of their own dialect: every byte, and what is known of them. */
final class PassedStreamTest {
  static final String MESSAGES =
      "event: message_start\n"
          + "data: {"
          + " \"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":10,\"cache_read_input_tokens\":3,\"output_tokens\":1}}}\n\n"
          + ": a comment\n\n"
          + "event: ping\n"
          + "data: {\"type\":\"ping\"}\n\n"
          + "event: content_block_start\n"
          + "data:"
          + " {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
          + "event: content_block_delta\n"
          + "data: {\"delta\":{\"type\":\"text_delta\",\"text\":\"Stra\\u00dfe"
          + " \uD83D\uDE00\"},\"index\":0,\"type\":\"content_block_delta\"}\n\n"
          + "event: content_block_delta\n"
          + "data:"
          + " {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"event:"
          + " message_stop\"}}\n\n"
          + "event: content_block_stop\n"
          + "data: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
          + "event: message_delta\n"
          + "data:"
          + " {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7,\"cache_creation_input_tokens\":5,\"cache_creation\":{\"ephemeral_1h_input_tokens\":2}}}\n\n"
          + "event: message_stop\n"
          + "data: {\"type\":\"message_stop\"  }\n\n";

  static final String RESPONSES =
      "event: response.created\r\n"
          + "data:"
          + " {\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\"}}\r\n\r\n"
          + "event: response.output_item.added\r\n"
          + "data:"
          + " {\"type\":\"response.output_item.added\",\"item\":{\"type\":\"message\"}}\r\n\r\n"
          + "event: response.output_text.delta\r\n"
          + "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\r\n\r\n"
          + "event: response.output_text.done\r\n"
          + "data: {\"type\":\"response.output_text.done\",\"text\":\"error\"}\r\n\r\n"
          + "event: response.completed\r\n"
          + "data:"
          + " {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"error\":null,\"output\":[{\"usage\":1}],\"usage\":{\"input_tokens\":10,\"input_tokens_details\":{\"cached_tokens\":4},\"output_tokens\":6,\"output_tokens_details\":{\"reasoning_tokens\":2}}}}\r\n\r\n";

  static final String GEMINI =
      "data:"
          + " {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},\"index\":0}]}\r\n\r\n"
          + "data: {\"candidates\":"
          + " [{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}],\"usageMetadata\":{\"promptTokenCount\":10}}\r\n\r\n"
          + "data:"
          + " {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!\"}]},\"finishReason\":\"STOP\",\"index\":0}]}\r\n\r\n"
          + "data:"
          + " {\"usageMetadata\":{\"promptTokenCount\":10,\"cachedContentTokenCount\":4,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":2,\"totalTokenCount\":17}}\r\n\r\n";

  static Stream<Arguments> streams() {
    return Stream.of(
        Arguments.of(
            Dialect.Anthropic, MESSAGES, "event: message_stop\n", new Usage(10, 3, 3, 2, 7, 0)),
        Arguments.of(
            Dialect.OpenAIResponses,
            RESPONSES,
            "event: response.completed",
            new Usage(6, 4, 0, 0, 6, 2)),
        Arguments.of(
            Dialect.Gemini,
            GEMINI,
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!\"}",
            new Usage(6, 4, 0, 0, 7, 2)));
  }

  /** What came out, with the end held back. */
  private record Told(String relayed, String terminal, State state) {}

  private static Told pass(AnswerStream stream, byte[] bytes, int split) {
    var out = new StringBuilder();
    var relayed = Unpooled.buffer();
    for (var part : List.of(new int[] {0, split}, new int[] {split, bytes.length})) {
      stream.append(Unpooled.wrappedBuffer(bytes, part[0], part[1] - part[0]));
      stream.advance();
      var told = stream.take();
      if (told != null) {
        relayed.writeBytes(told);
      }
    }
    var state = stream.ended();
    var told = stream.take();
    if (told != null) {
      relayed.writeBytes(told);
    }
    out.append(relayed.toString(StandardCharsets.UTF_8));
    return new Told(out.toString(), new String(stream.terminal(), StandardCharsets.UTF_8), state);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void everyBytePassesHoweverItIsSplit(Dialect dialect, String text, String end, Usage usage) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int split = 0; split <= bytes.length; split++) {
      var stream = new PassedAnswers(dialect, false).stream();

      var told = pass(stream, bytes, split);

      assertThat(told.state()).isEqualTo(State.DONE);
      assertThat(told.relayed() + told.terminal()).isEqualTo(text);
      assertThat(told.terminal()).startsWith(end);
      assertThat(stream.usage()).isEqualTo(usage);
      assertThat(stream.anyEvent()).isTrue();
      assertThat(stream.refused()).isFalse();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void aStreamThatIsCutHasNoEnd(Dialect dialect, String text, String end, Usage usage) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    int whole = text.indexOf(end);
    int from =
        new String(bytes, StandardCharsets.UTF_8)
            .substring(0, whole)
            .getBytes(StandardCharsets.UTF_8)
            .length;
    for (int cut = 0; cut <= from; cut++) {
      var stream = new PassedAnswers(dialect, false).stream();
      stream.append(Unpooled.wrappedBuffer(bytes, 0, cut));
      stream.advance();

      assertThat(stream.ended()).isNotEqualTo(State.DONE);
      assertThat(stream.terminal()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("streams")
  void nothingComesOutBeforeTheFirstContent(Dialect dialect, String text, String end, Usage usage) {
    int content = Math.max(text.indexOf("Stra"), text.indexOf("Hi"));
    int before = text.lastIndexOf("\n\n", content) + 2;
    if (dialect != Dialect.Anthropic) {
      before = text.lastIndexOf("\r\n\r\n", content) + 4;
    }
    var stream = new PassedAnswers(dialect, false).stream();
    stream.append(Unpooled.copiedBuffer(text.substring(0, before), StandardCharsets.UTF_8));

    assertThat(stream.advance()).isEqualTo(State.WAITING);
    assertThat(stream.take()).isNull();
    assertThat(stream.anyEvent()).isTrue();
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(
            Dialect.Anthropic,
            "event: error\n"
                + "data:"
                + " {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"m\"}}\n\n",
            State.FAILED,
            "overloaded_error"),
        Arguments.of(Dialect.Anthropic, "event: x\ndata: nonsense\n\n", State.GARBLED, null),
        Arguments.of(
            Dialect.OpenAIResponses,
            "event: response.failed\n"
                + "data:"
                + " {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"m\"}}}\n\n",
            State.FAILED,
            "rate_limit_exceeded"),
        Arguments.of(
            Dialect.OpenAIResponses,
            event("error", "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"m\"}"),
            State.FAILED,
            "server_error"),
        Arguments.of(
            Dialect.Gemini,
            "data:"
                + " {\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"m\"}}\r\n\r\n",
            State.FAILED,
            "RESOURCE_EXHAUSTED"),
        Arguments.of(
            Dialect.Gemini,
            "data: {\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}]}\r\n\r\n",
            State.GARBLED,
            null));
  }

  @ParameterizedTest(name = "{0}: {2} {3}")
  @MethodSource("endings")
  void aProviderThatGivesUpIsHeard(Dialect dialect, String event, State state, String says) {
    for (var before : List.of("", beginning(dialect))) {
      var stream = new PassedAnswers(dialect, false).stream();
      stream.append(Unpooled.copiedBuffer(before + event, StandardCharsets.UTF_8));

      assertThat(stream.advance()).isEqualTo(state);
      if (says != null) {
        assertThat(stream.error().says(says)).as(stream.error().toString()).isTrue();
      }
      var told = stream.take();
      assertThat(told == null ? "" : told.toString(StandardCharsets.UTF_8)).isEqualTo(before);
    }
  }

  private static String event(String name, String data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }

  /** Up to the first content. */
  private static String beginning(Dialect dialect) {
    return switch (dialect) {
      case Anthropic -> MESSAGES.substring(0, MESSAGES.indexOf("event: content_block_stop"));
      case OpenAIResponses ->
          RESPONSES.substring(0, RESPONSES.indexOf("event: response.output_text.done"));
      default ->
          GEMINI.substring(
              0, GEMINI.indexOf("data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"!"));
    };
  }

  @Test
  void aRefusalIsKnownBeforeItsFirstWord() {
    var messages = new PassedAnswers(Dialect.Anthropic, false).stream();
    messages.append(
        Unpooled.copiedBuffer(
            event(
                    "message_delta",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\"}}")
                + event("message_stop", "{\"type\":\"message_stop\"}"),
            StandardCharsets.UTF_8));
    var gemini = new PassedAnswers(Dialect.Gemini, false).stream();
    gemini.append(
        Unpooled.copiedBuffer(
            "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}\r\n\r\n",
            StandardCharsets.UTF_8));

    assertThat(messages.advance()).isEqualTo(State.DONE);
    assertThat(messages.refused()).isTrue();
    gemini.advance();
    assertThat(gemini.ended()).isEqualTo(State.DONE);
    assertThat(gemini.refused()).isTrue();
  }

  @Test
  void whatAWholeAnswerCostIsKnown() {
    assertThat(
            whole(
                Dialect.Anthropic,
                "{\"type\":\"message\",\"content\":[],\"stop_reason\":\"refusal\",\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"))
        .isEqualTo(new WholeAnswer.Complete(new Usage(3, 0, 0, 0, 4, 0), true, null));
    assertThat(
            whole(
                Dialect.OpenAIResponses,
                "{\"status\":\"completed\",\"output\":[],\"error\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":4}}"))
        .isEqualTo(new WholeAnswer.Complete(new Usage(3, 0, 0, 0, 4, 0), false, null));
    assertThat(
            whole(
                Dialect.Gemini,
                "{\"candidates\":[{\"finishReason\":\"SAFETY\"}],\"usageMetadata\":{\"promptTokenCount\":3}}"))
        .isEqualTo(new WholeAnswer.Complete(new Usage(3, 0, 0, 0, 0, 0), true, null));
    assertThat(
            whole(
                Dialect.OpenAIResponses,
                "{\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"x\"}}"))
        .isInstanceOf(WholeAnswer.Failed.class);
    assertThat(whole(Dialect.Anthropic, "{\"type\":\"error\",\"error\":{\"type\":\"x\"}}"))
        .isInstanceOf(WholeAnswer.Failed.class);
    assertThat(whole(Dialect.Gemini, "[{\"error\":{\"code\":500}}]"))
        .isInstanceOf(WholeAnswer.Failed.class);
    for (var dialect : List.of(Dialect.Anthropic, Dialect.OpenAIResponses, Dialect.Gemini)) {
      for (var garbled : List.of("", "{}", "{\"a\":1} x", "[1]x", "{\"content\":1}")) {
        assertThat(whole(dialect, garbled))
            .as(dialect + " " + garbled)
            .isNotInstanceOf(WholeAnswer.Complete.class);
      }
    }
  }

  private static WholeAnswer whole(Dialect dialect, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return new PassedAnswers(dialect, false).whole(bytes, bytes.length);
  }
}
