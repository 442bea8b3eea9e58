package dev.headgate.conversation.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.StreamEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** AWS's binary event stream: however it is split, cut or spoiled. */
final class BedrockStreamTest {
  private static final String TEXT =
      """
      messageStart {"role":"assistant","p":"abcdefgh"}
      contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"Hel"},"p":"ab"}
      contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"lo é"}}
      contentBlockStop {"contentBlockIndex":0}
      messageStop {"stopReason":"end_turn"}
      metadata {"usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5},"metrics":{"latencyMs":1}}
      """;

  static Stream<Path> streams() throws IOException {
    try (var files = Files.walk(Path.of("src/test/golden-bedrock/streams"))) {
      return files.filter(f -> f.endsWith("in-bedrock.txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void splitAtEveryByteBoundaryItsEventsAreTheSame(Path file) throws IOException {
    var bytes = Frames.of(Files.readString(file));
    var whole = Bedrock.events(bytes, bytes.length);
    for (int cut = 0; cut <= bytes.length; cut++) {
      var decoder = Bedrock.BEDROCK.streamDecoder(Bedrock.context(Bedrock.CLAUDE));
      var events = new ArrayList<StreamEvent>();
      decoder.feed(bytes, 0, cut, events::add);
      decoder.feed(bytes, cut, bytes.length - cut, events::add);
      decoder.end(events::add);
      assertThat(events).as("cut at %d", cut).isEqualTo(whole);
    }
    for (int piece : new int[] {1, 2, 3, 7, 64}) {
      assertThat(Bedrock.events(bytes, piece)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void cutAnywhereBeforeItsEndItFailsAndNeverFinishes(Path file) throws IOException {
    var bytes = Frames.of(Files.readString(file));
    for (int length = 0; length < bytes.length; length++) {
      var events = Bedrock.events(Arrays.copyOf(bytes, length), Math.max(1, length));
      assertThat(events).as("cut at %d", length).noneMatch(StreamEvent.Finish.class::isInstance);
      assertThat(events.getLast()).isInstanceOf(StreamEvent.Failed.class);
    }
  }

  @Test
  void aByteThatChangedAnywhereIsNoticed() {
    var bytes = Frames.of(TEXT);
    assertThat(Bedrock.events(bytes, bytes.length).getLast())
        .isInstanceOf(StreamEvent.Finish.class);
    for (int i = 0; i < bytes.length; i++) {
      var spoiled = bytes.clone();
      spoiled[i] ^= 0x20;
      var events = Bedrock.events(spoiled, spoiled.length);
      assertThat(events).as("byte %d", i).noneMatch(StreamEvent.Finish.class::isInstance);
      assertThat(((StreamEvent.Failed) events.getLast()).failure().kind())
          .isIn(Failure.Kind.GARBLED, Failure.Kind.CUT_OFF);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException,RATE_LIMITED",
    "serviceUnavailableException,OVERLOADED",
    "modelTimeoutException,TIMEOUT",
    "modelStreamErrorException,SERVER",
    "internalServerException,SERVER",
    "validationException,INVALID_REQUEST",
    "accessDeniedException,PERMISSION",
  })
  void anExceptionEndsIt(String name, Failure.Kind kind) {
    var lines = TEXT.lines().limit(2).toList();
    var bytes = Frames.of(String.join("\n", lines) + "\n!" + name + " {\"message\":\"why\"}");

    var events = Bedrock.events(bytes, 5);

    assertThat(events.getLast()).isEqualTo(new StreamEvent.Failed(Failure.of(kind, "why")));
  }

  @Test
  void whatIsTooLargeIsRefusedBeforeItIsRead() {
    var huge = new byte[] {0x7f, 0, 0, 0, 0, 0, 0, 0};
    var crc = new CRC32();
    crc.update(huge);
    var prelude = ByteBuffer.allocate(12).put(huge).putInt((int) crc.getValue()).array();

    var events = Bedrock.events(prelude, prelude.length);

    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.GARBLED));
  }

  @Test
  void headersOfEveryTypeAreSteppedOver() {
    var headers =
        new byte[] {
          1, 'a', 0, 1, 'b', 1, 1, 'c', 2, 9, 1, 'd', 3, 0, 1, 1, 'e', 4, 0, 0, 0, 1, 1, 'f', 5, 0,
          0, 0, 0, 0, 0, 0, 1, 1, 'g', 6, 0, 2, 7, 7, 1, 'h', 8, 0, 0, 0, 0, 0, 0, 0, 1, 1, 'i', 9,
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
        };
    var odd = Frames.raw(headers, "{}".getBytes(UTF_8));
    var text = Frames.of(TEXT);
    var both = Arrays.copyOf(odd, odd.length + text.length);
    System.arraycopy(text, 0, both, odd.length, text.length);

    assertThat(Bedrock.events(both, both.length)).isEqualTo(Bedrock.events(text, text.length));
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
        Arbitraries.strings()
            .withChars("{}[]\":,0123456789abdelmnortux\\")
            .ofMaxLength(80)
            .map(
                json ->
                    Frames.frame(
                        Map.of(":event-type", "contentBlockDelta", ":message-type", "event"),
                        "{\"contentBlockIndex\":0,\"delta\":" + json + "}")));
  }

  @Property(seed = "20261127", tries = 2000)
  void arbitraryBytesEndInExactlyOneTerminalEvent(@ForAll("bytes") byte[] stream) {
    var events = Bedrock.events(stream, 11);
    assertThat(events)
        .filteredOn(e -> e instanceof StreamEvent.Finish || e instanceof StreamEvent.Failed)
        .containsExactly(events.getLast());
  }

  @Property(seed = "20261127", tries = 1000)
  void arbitraryAnswersAndErrorsAreReadOrFail(@ForAll("bytes") byte[] body) {
    Bedrock.BEDROCK.decodeAnswer(body, Bedrock.context(Bedrock.CLAUDE));
    assertThat(Bedrock.BEDROCK.decodeError(500, body).kind()).isEqualTo(Failure.Kind.SERVER);
  }

  @ParameterizedTest
  @CsvSource({
    "400,Input is too long for requested model.,CONTEXT_TOO_LONG",
    "400,The provided model identifier is invalid.,INVALID_REQUEST",
    "403,The security token included in the request is invalid.,PERMISSION",
    "404,no such model,NOT_FOUND",
    "408,slow,TIMEOUT",
    "424,The model broke,SERVER",
    "429,'Too many requests, please wait before trying again.',RATE_LIMITED",
    "429,'Too many tokens per day, please wait before trying again.',QUOTA_EXHAUSTED",
    "503,busy,OVERLOADED",
  })
  void anErrorIsUnderstood(int status, String message, Failure.Kind kind) {
    var failure =
        Bedrock.BEDROCK.decodeError(status, ("{\"message\":\"" + message + "\"}").getBytes(UTF_8));

    assertThat(failure).isEqualTo(Failure.of(kind, message));
  }
}
