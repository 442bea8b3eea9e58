package dev.headgate.conversation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.GenerateContentResponse;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeminiStreamTest {
  private static final StreamEvent.Start START =
      new StreamEvent.Start("r1", "m", 0, Realm.of("google"));

  private static Stream<Path> recorded() throws IOException {
    try (var folders = Files.list(Path.of("src/test/golden-gemini/streams"))) {
      return folders
          .map(f -> f.resolve("in-gemini.sse"))
          .filter(Files::exists)
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void howeverAStreamIsSplitItSaysTheSame(Path stream) throws IOException {
    var bytes = Files.readAllBytes(stream);
    var whole = Setting.events("gemini", bytes, bytes.length);
    for (int piece = 1; piece < Math.min(bytes.length, 64); piece++) {
      assertThat(Setting.events("gemini", bytes, piece)).as("pieces of " + piece).isEqualTo(whole);
    }
    for (int cut = 0; cut <= bytes.length; cut++) {
      var events = new ArrayList<StreamEvent>();
      var decoder = Setting.GEMINI.streamDecoder(Setting.context("gemini"));
      decoder.feed(bytes, 0, cut, events::add);
      decoder.feed(bytes, cut, bytes.length - cut, events::add);
      decoder.end(events::add);
      assertThat(events).as("cut at " + cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void aStreamThatEndsEarlyNeverSucceeds(Path stream) throws IOException {
    var bytes = Files.readAllBytes(stream);
    var whole = Setting.events("gemini", bytes, bytes.length);
    boolean succeeds = whole.getLast() instanceof StreamEvent.Finish;
    var text = new String(bytes, UTF_8);
    int saysWhy = Math.max(text.lastIndexOf("finishReason"), text.lastIndexOf("blockReason"));
    for (int end = 0; end < bytes.length; end++) {
      var last = Setting.events("gemini", Arrays.copyOf(bytes, end), end + 1).getLast();
      boolean early = !succeeds || new String(bytes, 0, end, UTF_8).length() < saysWhy;
      if (early) {
        assertThat(last).as("end at " + end).isInstanceOf(StreamEvent.Failed.class);
      }
    }
  }

  @Test
  void anArrayStreamSaysWhatAnEventStreamSays() throws IOException {
    for (var path : recorded().toList()) {
      var sse = Files.readString(path);
      if (!sse.startsWith("data: ")) {
        continue;
      }
      var array =
          "[" + sse.strip().replace("\r\n\r\ndata: ", ",\r\n").substring("data: ".length()) + "]";
      assertThat(Setting.events("gemini", array))
          .as(path.toString())
          .isEqualTo(Setting.events("gemini", sse));
    }
  }

  @Test
  void whatIsWrittenAsAnArrayIsOneAndSaysTheSame() throws IOException {
    for (var path : recorded().toList()) {
      var events = Setting.events("gemini", Files.readString(path));
      var array = Setting.stream(new GeminiDialect(Framing.ARRAY), events);
      assertThat(Google.tree(array).isArray()).as(array).isTrue();
      var sse = Setting.stream(Setting.GEMINI, events);
      assertThat(Setting.events("gemini", array)).isEqualTo(Setting.events("gemini", sse));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "data: {\"candidates\":[{\"con\r\n\r\n",
        "data: []\n\n",
        "data: 7\n\n",
        "data: {\"candidates\":[7]}\n\n",
        "data: {\"candidates\":[{\"index\":-1}]}\n\n",
        "data: {\"candidates\":[{\"index\":1000000}]}\n\n",
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]}}]}\n\n",
        "[7]",
        "[{\"candidates\":[]}",
        "{\"candidates\":[]}",
        "[]",
        "",
      })
  void whatIsNoStreamFails(String stream) {
    assertThat(Setting.events("gemini", stream).getLast()).isInstanceOf(StreamEvent.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}]",
        "{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}",
        "data: {\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}\n\n",
        "data:"
            + " [{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}]\n\n",
      })
  void errorsAreKnownInEveryDress(String stream) {
    assertThat(Setting.events("gemini", stream))
        .containsExactly(
            new StreamEvent.Failed(
                new Failure(Failure.Kind.RATE_LIMITED, "m", "RESOURCE_EXHAUSTED", null, 0)));
  }

  @Test
  void usageIsSetAndNotAdded() {
    var chunk =
        "data: {\"candidates\":[{\"index\":0,\"finishReason\":\"STOP\"}],\"usageMetadata\":"
            + "{\"promptTokenCount\":10,\"candidatesTokenCount\":%d,\"thoughtsTokenCount\":2,"
            + "\"totalTokenCount\":%d}}\n\n";
    var events = Setting.events("gemini", chunk.formatted(3, 15) + chunk.formatted(5, 17));
    assertThat(events)
        .filteredOn(StreamEvent.Used.class::isInstance)
        .containsExactly(
            new StreamEvent.Used(new Usage(10, 0, 0, 0, 5, 2)),
            new StreamEvent.Used(new Usage(10, 0, 0, 0, 7, 2)));
  }

  @Test
  void whatAFailedAnswerUsedCounts() {
    var events =
        Setting.events(
            "gemini",
            "data: {\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\"}],"
                + "\"usageMetadata\":{\"promptTokenCount\":10,\"totalTokenCount\":10}}\n\n");
    assertThat(events).contains(new StreamEvent.Used(new Usage(10, 0, 0, 0, 0, 0)));
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            StreamEvent.Failed.class,
            failed -> assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.MALFORMED_CALL));
  }

  @Test
  void thoughtsAmongTheCandidatesTokensAreNotCountedTwice() {
    assertThat(GeminiUsage.of(10, 0, 0, 7, 2, 17)).isEqualTo(new Usage(10, 0, 0, 0, 7, 2));
    assertThat(GeminiUsage.of(10, 4, 3, 5, 2, 20)).isEqualTo(new Usage(9, 4, 0, 0, 7, 2));
    assertThat(GeminiUsage.of(3, 9, 0, 1, 0, 0)).isEqualTo(new Usage(0, 9, 0, 0, 1, 0));
  }

  private static String written(GeminiDialect dialect, Reply reply, List<StreamEvent> events) {
    var encoder = dialect.streamEncoder(reply);
    var sink = new ByteSink();
    events.forEach(event -> encoder.write(event, sink));
    return sink.toString();
  }

  private static List<StreamEvent> saying(String... deltas) {
    var events = new ArrayList<StreamEvent>();
    events.add(START);
    events.add(new StreamEvent.PartOpen(0, 0, new Part.Text("", Marks.NONE)));
    for (var delta : deltas) {
      events.add(new StreamEvent.Delta(0, 0, delta));
    }
    events.add(new StreamEvent.PartClose(0, 0, Marks.NONE));
    events.add(new StreamEvent.Finish(List.of(Stop.of(Stop.Reason.END))));
    return events;
  }

  @Test
  void everyPieceHasContentTheLastOneToo() throws IOException {
    for (var deltas :
        List.of(
            new String[] {"Hello"},
            new String[] {"H", "e"},
            new String[] {"a\ud83d\ude00", "\ud83d\ude00"})) {
      var responses = Google.acceptStream(written(Setting.GEMINI, Setting.REPLY, saying(deltas)));
      var text = new StringBuilder();
      for (var response : responses) {
        assertThat(response.text()).isNotEmpty();
        text.append(response.text());
      }
      assertThat(text.toString()).isEqualTo(String.join("", deltas));
      assertThat(responses.getLast().finishReason().toString()).isEqualTo("STOP");
    }
  }

  @Test
  void noLineOfAStreamIsAnythingButData() {
    var events = new ArrayList<>(saying("a\nb\u2028c\u2029d\u0085e\r", "f\n"));
    events.add(1, new StreamEvent.KeepAlive());
    events.add(4, new StreamEvent.KeepAlive());
    var stream = written(Setting.GEMINI, Setting.REPLY, events);
    // As the Python SDK's HTTP client cuts lines.
    for (var line : stream.split("[\n\r\u000b\u000c\u001c\u001d\u001e\u0085\u2028\u2029]", -1)) {
      assertThat(line.isEmpty() || line.startsWith("data: {")).as(line).isTrue();
    }
    var array = written(new GeminiDialect(Framing.ARRAY), Setting.REPLY, events);
    assertThat(Setting.events("gemini", array)).hasSameSizeAs(Setting.events("gemini", stream));
  }

  @Test
  void argumentsOfSeveralLinesStayOnOne() throws IOException {
    var call = new Part.ToolCall("c1", "f", "", false, Marks.NONE);
    var events =
        List.<StreamEvent>of(
            START,
            new StreamEvent.PartOpen(0, 0, call),
            new StreamEvent.Delta(0, 0, "{\n  \"a\":\r\n \"\u2028\"}"),
            new StreamEvent.PartClose(0, 0, Marks.NONE),
            new StreamEvent.Finish(List.of(Stop.of(Stop.Reason.TOOL_CALLS))));
    var responses = Google.acceptStream(written(Setting.GEMINI, Setting.REPLY, events));
    assertThat(responses.getFirst().functionCalls().getFirst().args().orElseThrow())
        .containsEntry("a", "\u2028");
  }

  @Test
  void thoughtsAreShownToThoseOnlyWhoAsk() {
    var events =
        List.<StreamEvent>of(
            START,
            new StreamEvent.PartOpen(0, 0, new Part.Reasoning("", false, Marks.NONE)),
            new StreamEvent.Delta(0, 0, "secret"),
            new StreamEvent.PartClose(0, 0, Marks.NONE),
            new StreamEvent.Finish(List.of(Stop.of(Stop.Reason.END))));
    var silent = new Reply("r", "", 0, true, false);
    assertThat(written(Setting.GEMINI, silent, events)).doesNotContain("secre");
    assertThat(written(Setting.GEMINI, Setting.REPLY, events)).contains("secre");
  }

  @Test
  void aFailureComesAsTheOfficialSdksExpectItAtAnyTime() {
    var failed = new StreamEvent.Failed(Failure.of(Failure.Kind.OVERLOADED, "busy"));
    var first = written(Setting.GEMINI, Setting.REPLY, List.of(failed));
    assertThat(first)
        .isEqualTo(
            "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}"
                + "\r\n\r\n");
    var array = new GeminiDialect(Framing.ARRAY);
    assertThat(written(array, Setting.REPLY, List.of(failed)))
        .isEqualTo("[{\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}]");
    var midway = new ArrayList<>(saying("Hello").subList(0, 3));
    midway.add(failed);
    assertThat(written(Setting.GEMINI, Setting.REPLY, midway))
        .contains("\"text\":\"Hell\"", "\"text\":\"o\"")
        .doesNotContain("finishReason")
        .endsWith("\"status\":\"UNAVAILABLE\"}}\r\n\r\n");
  }

  @Test
  void textOfACallersResponseIsWhatWasSaid() throws IOException {
    var answer =
        Setting.answer(
            "gemini",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}");
    var text = Setting.text(Setting.GEMINI.encodeAnswer(answer, Setting.REPLY));
    assertThat(GenerateContentResponse.fromJson(text).text()).isEqualTo("Hi");
    assertThat(GenerateContentResponse.fromJson(text).responseId()).contains("reply-1");
  }
}
