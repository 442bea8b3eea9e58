package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.responses.ResponseStatus;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams and failures of OpenAI Responses: awkward ones, cut ones, and those that go on. */
final class ResponsesStreamTest {
  private static final String USAGE =
      "\"usage\":{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4},"
          + "\"output_tokens\":5,\"output_tokens_details\":{\"reasoning_tokens\":3},\"total_tokens\":14}";
  private static final Usage USED = new Usage(5, 4, 0, 0, 5, 3);

  private static String event(String type, String fields) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
  }

  private static String end(String status, String fields) {
    return event(
        "response." + status,
        "\"response\":{\"id\":\"resp_1\",\"status\":\""
            + status
            + "\",\"output\":[],"
            + fields
            + "}");
  }

  private static List<StreamEvent> events(String... stream) {
    return Dialects.events("responses", String.join("", stream).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(List<StreamEvent> events) {
    var text = new StringBuilder();
    for (var event : events) {
      if (event instanceof StreamEvent.Delta delta) {
        text.append(delta.text());
      }
    }
    return text.toString();
  }

  private static Stop stop(List<StreamEvent> events) {
    return ((StreamEvent.Finish) events.getLast()).stops().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "failed;'\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow\"}';RATE_LIMITED",
        "failed;'\"error\":{\"code\":\"server_error\",\"message\":\"x\"}';SERVER",
        "failed;'\"error\":null';SERVER",
        "cancelled;'\"error\":null';SERVER",
        "completed;'\"error\":{\"code\":\"invalid_prompt\",\"message\":\"x\"}';FILTERED",
      })
  void aFailedResponseNeverBecomesANormalEndAndItsUsageStillCounts(
      String status, String error, Failure.Kind kind) {
    var events = events(end(status, error + "," + USAGE));
    assertThat(events).contains(new StreamEvent.Used(USED));
    assertThat(((StreamEvent.Failed) events.getLast()).failure().kind()).isEqualTo(kind);
    for (var dialect : Dialects.INBOUND.keySet()) {
      assertThat(Dialects.stream(dialect, events))
          .doesNotContain("[DONE]", "message_stop", "response.completed")
          .contains("error");
    }
  }

  @Test
  void aFailedWholeResponseTellsItsUsageToo() {
    var answered =
        Dialects.RESPONSES.decodeAnswer(
            ("{\"status\":\"failed\",\"output\":[],\"error\":{\"code\":\"server_error\",\"message\":\"x\"},"
                    + USAGE
                    + "}")
                .getBytes(StandardCharsets.UTF_8),
            Dialects.context("responses"));
    assertThat(((Answered.Failed<Answer>) answered).usage()).isEqualTo(USED);
  }

  @Test
  void theCallerOfAFailedStreamIsToldTheFailureAndTheUsage() throws IOException {
    var events =
        events(end("failed", "\"error\":{\"code\":\"server_error\",\"message\":\"x\"}," + USAGE));
    var told = Dialects.stream("responses", events);
    SdkTypes.acceptStream("responses", told);
    var last = told.substring(told.lastIndexOf("event: response.failed"));
    assertThat(last)
        .contains("\"status\":\"failed\"", "\"code\":\"server_error\"", "\"total_tokens\":14");
  }

  @ParameterizedTest
  @CsvSource({
    "max_output_tokens,LENGTH",
    "content_filter,FILTERED",
    "max_messages,OTHER",
    "steered,OTHER"
  })
  void anIncompleteResponseSaysWhyAndItsUsageCounts(String reason, Stop.Reason stop)
      throws IOException {
    var events =
        events(
            end("incomplete", "\"incomplete_details\":{\"reason\":\"" + reason + "\"}," + USAGE));
    assertThat(stop(events).reason()).isEqualTo(stop);
    assertThat(events).contains(new StreamEvent.Used(USED));
    var told = Dialects.stream("responses", events);
    assertThat(told)
        .contains("event: response.incomplete", "{\"reason\":\"" + reason + "\"}")
        .doesNotContain("response.completed");
    SdkTypes.acceptStream("responses", told);
  }

  @Test
  void aServerThatTellsOnlyDeltasIsUnderstood() {
    var events =
        events(
            event(
                "response.output_text.delta",
                "\"output_index\":0,\"content_index\":0,\"delta\":\"Hel\""),
            event(
                "response.output_text.delta",
                "\"output_index\":0,\"content_index\":0,\"delta\":\"lo\""),
            end("completed", USAGE));
    assertThat(text(events)).isEqualTo("Hello");
    assertThat(stop(events).reason()).isEqualTo(Stop.Reason.END);
    assertThat(events).filteredOn(StreamEvent.PartClose.class::isInstance).hasSize(1);
  }

  @Test
  void aServerThatTellsArgumentsOnlyWhenTheyAreDoneIsUnderstood() {
    var item =
        "{\"type\":\"function_call\",\"id\":\"fc\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"%s\"}";
    var events =
        events(
            event(
                "response.output_item.added", "\"output_index\":0,\"item\":" + item.formatted("")),
            event(
                "response.function_call_arguments.done", "\"output_index\":0,\"arguments\":\"{}\""),
            event(
                "response.output_item.done", "\"output_index\":0,\"item\":" + item.formatted("{}")),
            end("completed", USAGE));
    assertThat(text(events)).isEqualTo("{}");
    assertThat(stop(events).reason()).isEqualTo(Stop.Reason.TOOL_CALLS);
  }

  @Test
  void textThatWasToldInPiecesIsNotToldAgainWhenItIsDone() {
    var part = "{\"type\":\"output_text\",\"text\":\"Hello\",\"annotations\":[]}";
    var events =
        events(
            event(
                "response.output_text.delta",
                "\"output_index\":0,\"content_index\":0,\"delta\":\"Hel\""),
            event(
                "response.output_text.done",
                "\"output_index\":0,\"content_index\":0,\"text\":\"Hello\""),
            event(
                "response.content_part.done",
                "\"output_index\":0,\"content_index\":0,\"part\":" + part),
            event(
                "response.output_item.done",
                "\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"m\",\"role\":\"assistant\",\"content\":["
                    + part
                    + "]}"),
            end("completed", USAGE));
    assertThat(text(events)).isEqualTo("Hello");
  }

  @Test
  void parallelCallsWhosePiecesComeMixedKeepTheirPlaces() {
    var added =
        "\"output_index\":%d,\"item\":{\"type\":\"function_call\",\"id\":\"fc_%1$d\",\"call_id\":\"c%1$d\",\"name\":\"f\",\"arguments\":\"\"}";
    var delta = "\"output_index\":%d,\"delta\":\"%s\"";
    var events =
        events(
            event("response.output_item.added", added.formatted(0)),
            event("response.output_item.added", added.formatted(1)),
            event("response.function_call_arguments.delta", delta.formatted(0, "{")),
            event("response.function_call_arguments.delta", delta.formatted(1, "[")),
            event("response.function_call_arguments.delta", delta.formatted(0, "}")),
            end("completed", USAGE));
    assertThat(events)
        .contains(
            new StreamEvent.Delta(0, 0, "{"),
            new StreamEvent.Delta(0, 1, "["),
            new StreamEvent.Delta(0, 0, "}"));
    assertThat(Dialects.stream("anthropic", events)).contains("message_stop");
  }

  @Test
  void aFreeformToolsTextIsToldInPieces() throws IOException {
    var item =
        "{\"type\":\"custom_tool_call\",\"id\":\"ctc\",\"call_id\":\"c\",\"name\":\"patch\",\"input\":\"%s\"}";
    var events =
        events(
            event(
                "response.output_item.added", "\"output_index\":0,\"item\":" + item.formatted("")),
            event("response.custom_tool_call_input.delta", "\"output_index\":0,\"delta\":\"*** \""),
            event("response.custom_tool_call_input.delta", "\"output_index\":0,\"delta\":\"End\""),
            event(
                "response.output_item.done",
                "\"output_index\":0,\"item\":" + item.formatted("*** End")),
            end("completed", USAGE));
    assertThat(text(events)).isEqualTo("*** End");
    var told = Dialects.stream("responses", events);
    assertThat(told).contains("response.custom_tool_call_input.done", "\"input\":\"*** End\"");
    SdkTypes.acceptStream("responses", told);
  }

  @Test
  void aMessageThatIsStillOpenWhenACallBeginsEndsBeforeItIsDone() throws IOException {
    var text = new Part.Text("", Marks.NONE);
    var call = new Part.ToolCall("c", "f", "", false, Marks.NONE);
    var told =
        Dialects.stream(
            "responses",
            List.of(
                new StreamEvent.Start("r", "m", 1, Dialects.realm("chat")),
                new StreamEvent.PartOpen(0, 0, text),
                new StreamEvent.PartOpen(0, 1, call),
                new StreamEvent.Delta(0, 0, "late"),
                new StreamEvent.PartClose(0, 0, Marks.NONE),
                new StreamEvent.PartClose(0, 1, Marks.NONE),
                new StreamEvent.Finish(List.of(Stop.of(Stop.Reason.TOOL_CALLS)))));
    SdkTypes.acceptStream("responses", told);
    assertThat(told.indexOf("event: response.output_text.done"))
        .isLessThan(told.indexOf("event: response.output_item.done"));
  }

  @Test
  void sequenceNumbersCountEveryEvent() throws IOException {
    var stream =
        Files.readString(Path.of("src/test/golden/streams/parallel-calls/out-responses.sse"));
    var numbers =
        stream
            .lines()
            .filter(line -> line.startsWith("data: "))
            .map(line -> line.replaceAll(".*?\"sequence_number\":(\\d+).*", "$1"))
            .toList();
    assertThat(numbers).first().isEqualTo("0");
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(Integer.toString(i));
    }
  }

  @Test
  void whatTheOfficialSdkGathersIsWhatWasSaid() throws IOException {
    var events =
        Dialects.events(
            "responses",
            Files.readAllBytes(
                Path.of(
                    "src/test/golden/streams/responses-reasoning-tool-reasoning/in-responses.sse")));
    var response = SdkTypes.responseStream(Dialects.stream("responses", events));
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    assertThat(response.output()).hasSize(4);
    assertThat(response.output().get(0).isReasoning()).isTrue();
    assertThat(response.output().get(1).asFunctionCall().arguments())
        .isEqualTo("{\"cmd\": \"ls\"}");
    assertThat(response.output().get(2).isReasoning()).isTrue();
    assertThat(response.output().get(3).asFunctionCall().arguments()).isEqualTo("{}");
    assertThat(response.usage().orElseThrow().outputTokensDetails().reasoningTokens())
        .isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: {\"type\":\n\n",
        "data: []\n\n",
        "data: {\"type\":\"response.output_item.done\",\"output_index\":0}\n\n",
        "data:"
            + " {\"type\":\"response.function_call_arguments.delta\",\"output_index\":99999999,\"delta\":\"x\"}\n\n"
      })
  void whatIsNoneOfTheDialectFailsAsGarbled(String stream) {
    assertThat(((StreamEvent.Failed) events(stream).getLast()).failure().kind())
        .isEqualTo(Failure.Kind.GARBLED);
  }

  @Test
  void progressOfTheProvidersOwnToolsAndNewKindsOfEventsAreSignsOfLife() {
    assertThat(
            events(
                event("response.web_search_call.searching", "\"output_index\":0"),
                event("response.brand_new", "\"x\":[1]")))
        .startsWith(new StreamEvent.KeepAlive(), new StreamEvent.KeepAlive());
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED,429",
    "OVERLOADED,503",
    "CONTEXT_TOO_LONG,400",
    "AUTHENTICATION,401",
    "SERVER,500"
  })
  void errorsGoBothWays(Failure.Kind kind, int status) {
    var body = Dialects.RESPONSES.encodeError(Failure.of(kind, "x"));
    assertThat(body.status()).isEqualTo(status);
    assertThat(Dialects.RESPONSES.decodeError(body.status(), body.body()).kind()).isEqualTo(kind);
  }
}
