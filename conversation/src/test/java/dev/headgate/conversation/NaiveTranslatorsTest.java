package dev.headgate.conversation;

import static dev.headgate.conversation.Dialects.text;
import static dev.headgate.conversation.Dialects.translate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import dev.headgate.conversation.translate.Translated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * "Cases that break naive translators" (translation.md), those of Chat Completions and Messages.
 */
final class NaiveTranslatorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(Translated.Ready ready) {
    try {
      return JSON.readTree(ready.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String chat(String fields) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]" + fields + "}";
  }

  private static String messages(String messages, String fields) {
    return "{\"model\":\"m\",\"max_tokens\":3000,\"messages\":[" + messages + "]" + fields + "}";
  }

  private static List<String> told(Translated.Ready ready, Severity severity) {
    return ready.losses().stream()
        .filter(loss -> loss.severity() == severity)
        .map(loss -> loss.path())
        .toList();
  }

  @Nested
  final class OpaqueData {
    @Test
    void thinkingOfAnotherProviderInAnEnvelopeGoesToItsOwnRealmOnly() {
      var gemini = new Opaque(new Realm("google", "gemini", "p1"), "thoughtSignature", "AbC=");
      var sealed = Envelope.seal(List.of(gemini));
      var body =
          messages(
              """
              {"role":"user","content":"q"},{"role":"assistant","content":[
               {"type":"thinking","thinking":"hm","signature":"%s"},{"type":"text","text":"a"}]},
              {"role":"user","content":"q2"}
              """
                  .formatted(sealed),
              "");
      var read = Dialects.read("anthropic", body).value();
      assertThat(read.turns().get(1).parts().getFirst().marks().opaque()).containsExactly(gemini);
      assertThat(text(translate("anthropic", body, "anthropic"))).doesNotContain(sealed, "AbC=");
    }

    @Test
    void anEnvelopeIsKnownInTheAlphabetForUrls() {
      var thinking = new Opaque(new Realm("anthropic", "claude", ""), "signature", "ü>ÿ?~~~¿");
      var sealed = Envelope.seal(List.of(thinking));

      assertThat(sealed).containsAnyOf("+", "/");
      assertThat(Envelope.open(sealed.replace('+', '-').replace('/', '_')))
          .containsExactly(thinking);
    }

    @Test
    void whatIsNoEnvelopeIsASignature() {
      assertThat(Envelope.open("aGVhZGdhdGUK")).isEmpty();
      assertThat(Envelope.open("EqQBCg==")).isNull();
      assertThat(Envelope.open("aGVhZGdhdGUKnonsense")).isNull();
      assertThat(Envelope.open("aGVhZGdhdGUK!!!!")).isNull();
    }

    @Test
    void emptyThinkingWithASignatureIsKept() {
      var body =
          messages(
              """
              {"role":"user","content":"q"},{"role":"assistant","content":[
               {"type":"thinking","thinking":"","signature":"c2ln"},{"type":"text","text":"a"}]},
              {"role":"user","content":"q2"}
              """,
              "");
      assertThat(text(translate("anthropic", body, "anthropic")))
          .contains("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"c2ln\"}");
    }
  }

  @Nested
  final class Pairing {
    @ParameterizedTest
    @CsvSource({"chat,chat", "chat,anthropic", "anthropic,chat", "anthropic,anthropic"})
    void aHistoryThatOpensWithACallOrIsTrimmedAnywhereKeepsTheRules(String from, String to) {
      var whole =
          from.equals("chat")
              ? List.of(
                  "{\"role\":\"user\",\"content\":\"q\"}",
                  "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}},{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                  "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"}",
                  "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"2\"}",
                  "{\"role\":\"assistant\",\"content\":\"done\"}",
                  "{\"role\":\"user\",\"content\":\"more\"}")
              : List.of(
                  "{\"role\":\"user\",\"content\":\"q\"}",
                  "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":{}},{\"type\":\"tool_use\",\"id\":\"b\",\"name\":\"f\",\"input\":{}}]}",
                  "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"beside\"},{\"type\":\"tool_result\",\"tool_use_id\":\"b\",\"content\":\"2\"},{\"type\":\"tool_result\",\"tool_use_id\":\"a\",\"content\":\"1\"}]}",
                  "{\"role\":\"assistant\",\"content\":\"done\"}",
                  "{\"role\":\"user\",\"content\":\"more\"}");
      for (int begin = 0; begin < whole.size(); begin++) {
        for (int end = begin + 1; end <= whole.size(); end++) {
          var body = messages(String.join(",", whole.subList(begin, end)), "");
          assertThat(ProviderRules.broken(to, text(translate(from, body, to)))).as(body).isEmpty();
        }
      }
    }

    @Test
    void aResultBesideTextComesFirst() {
      var body =
          messages(
              """
              {"role":"user","content":"q"},{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"text","text":"see"},{"type":"tool_result","tool_use_id":"a","content":"1"}]}
              """,
              "");
      var content = json(translate("anthropic", body, "anthropic")).path("messages").get(2);
      assertThat(content.path("content").findValuesAsText("type"))
          .containsExactly("tool_result", "text");
    }

    @Test
    void toolsInTheHistoryAndNoneDeclaredAreDeclaredAndForbidden() {
      var body =
          messages(
              """
              {"role":"user","content":"q"},
              {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"a","content":"1"}
              """,
              "");
      var sent = json(translate("chat", body, "anthropic"));
      assertThat(sent.path("tools").findValuesAsText("name")).containsExactly("f");
      assertThat(sent.path("tool_choice").path("type").asText()).isEqualTo("none");
    }

    @Test
    void anAssistantsTurnAtTheEndLosesItsWhiteSpaceOrIsFollowedByTheUser() {
      var body =
          messages(
              "{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"So \"}",
              "");
      var last = json(translate("chat", body, "anthropic")).path("messages").get(1);
      assertThat(last.path("content").asText()).isEqualTo("So");
      assertThat(json(translate("chat", body, "anthropic", Quirk.NO_PREFILL)).path("messages"))
          .hasSize(3);
    }
  }

  @Nested
  final class Content {
    @Test
    void emptyTextBlocksAreLeftOutWhereTheyAreRefused() {
      var body =
          messages(
              """
              {"role":"user","content":[{"type":"text","text":""},{"type":"text","text":" \\n"},{"type":"text","text":"q"}]},
              {"role":"assistant","content":""},{"role":"user","content":"q2"}
              """,
              "");
      var sent = json(translate("chat", body, "anthropic")).path("messages");
      assertThat(sent).hasSize(1);
      assertThat(sent.findValuesAsText("text")).containsExactly("q", "q2");
    }

    @Test
    void aZeroArgumentToolHasAnObjectAndItsCallToo() {
      var body =
          messages(
              """
              {"role":"user","content":"q"},
              {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"now","arguments":""}}]},
              {"role":"tool","tool_call_id":"a","content":"1"}
              """,
              ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\"}}]");
      assertThat(text(translate("chat", body, "anthropic")))
          .contains("\"input_schema\":{\"type\":\"object\",\"properties\":{}}", "\"input\":{}");
      assertThat(text(translate("chat", body, "chat"))).contains("\"arguments\":\"{}\"");
    }

    @Test
    void aTypelessRootSchemaBecomesAnObjectAndSchemaWordsStay() {
      var body =
          chat(
              """
              ,"tools":[{"type":"function","function":{"name":"f","parameters":{
               "$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"enum":[1,2.50,null]}},"additionalProperties":false}}}]
              """);
      for (var to : List.of("chat", "anthropic")) {
        assertThat(text(translate("chat", body, to)))
            .contains("\"$schema\"", "\"enum\":[1,2.50,null]", "\"additionalProperties\":false")
            .contains("\"type\":\"object\"");
      }
    }

    @Test
    void aForcedToolSwitchesThinkingOff() {
      var body =
          messages(
              "{\"role\":\"user\",\"content\":\"q\"}",
              ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"tool_choice\":{\"type\":\"any\"},\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}}]");
      var ready = translate("anthropic", body, "anthropic");
      assertThat(json(ready).has("thinking")).isFalse();
      assertThat(told(ready, Severity.DEGRADING)).containsExactly("thinking");
    }

    @ParameterizedTest
    @CsvSource({
      "ONE_SAMPLING_KNOB,temperature",
      "NO_SAMPLING,''",
    })
    void aModelThatRefusesTemperatureOrBothKnobsIsSpared(Quirk quirk, String kept) {
      var sent =
          json(translate("chat", chat(",\"temperature\":0.2,\"top_p\":0.5"), "anthropic", quirk));
      assertThat(sent.has("temperature")).isEqualTo(kept.equals("temperature"));
      assertThat(sent.has("top_p")).isFalse();
    }

    @Test
    void temperatureIsClampedAndTold() {
      var ready = translate("chat", chat(",\"temperature\":1.7"), "anthropic");
      assertThat(json(ready).path("temperature").asDouble()).isEqualTo(1);
      assertThat(ready.header()).startsWith("\"temperature\";action=clamped;severity=degrading");
    }

    @Test
    void ofFiveBreakpointsTheMostDynamicOneIsDropped() {
      var mark = ",\"cache_control\":{\"type\":\"ephemeral\"}";
      var body =
          messages(
              "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"1\"%1$s},{\"type\":\"text\",\"text\":\"2\"%1$s},{\"type\":\"text\",\"text\":\"3\"%1$s}]}"
                  .formatted(mark),
              ",\"system\":[{\"type\":\"text\",\"text\":\"s\"%1$s}],\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"}%1$s}]"
                  .formatted(mark));
      var ready = translate("anthropic", body, "anthropic");
      assertThat(ProviderRules.broken("anthropic", text(ready))).isEmpty();
      assertThat(told(ready, Severity.DEGRADING))
          .containsExactly("messages[0].content[2].cache_control");
    }

    @Test
    void anHourBehindFiveMinutesBecomesFiveMinutes() {
      var body =
          messages(
              "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"1\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}]}",
              ",\"system\":[{\"type\":\"text\",\"text\":\"s\",\"cache_control\":{\"type\":\"ephemeral\"}}]");
      assertThat(text(translate("anthropic", body, "anthropic"))).doesNotContain("1h");
    }

    @ParameterizedTest
    @CsvSource({"3000,2999,2999", "3000,5000,2999", "2000,10,1024"})
    void aBudgetStaysBelowMaxTokens(int max, int budget, int sent) {
      var body =
          "{\"model\":\"m\",\"max_tokens\":%d,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":%d},\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}"
              .formatted(max, budget);
      var ready = translate("anthropic", body, "anthropic");
      assertThat(json(ready).path("thinking").path("budget_tokens").asInt()).isEqualTo(sent);
      assertThat(ProviderRules.broken("anthropic", text(ready))).isEmpty();
    }

    @Test
    void aLongDescriptionOfAToolIsToldAmongTheInstructions() {
      var words = "word ".repeat(400);
      var body =
          messages(
              "{\"role\":\"user\",\"content\":\"q\"}",
              ",\"tools\":[{\"name\":\"f\",\"description\":\"%s\",\"input_schema\":{\"type\":\"object\"}}]"
                  .formatted(words));
      var sent = json(translate("anthropic", body, "chat"));
      assertThat(sent.path("messages").get(0).path("content").asText())
          .isEqualTo("Tool f:\n" + words);
      assertThat(sent.path("tools").get(0).path("function").path("description").asText())
          .hasSizeLessThan(1024);
    }

    @Test
    void aFieldThatNobodyKnowsIsToldWhereverItStands() {
      var chat =
          """
          {"model":"m","x":1,"messages":[{"role":"user","x":1,"content":[
            {"type":"text","text":"q","x":1},{"type":"image_url","image_url":{"url":"https://e.com/a.png","x":1}}]}],
           "tools":[{"type":"function","x":1,"function":{"name":"f","x":1}}],
           "tool_choice":{"type":"function","x":1,"function":{"name":"f"}},
           "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"x":1},"x":1}},
           "stream":true,"stream_options":{"include_obfuscation":false,"x":1}}
          """;
      assertThat(told(translate("chat", chat, "anthropic"), Severity.DEGRADING))
          .contains(
              "x",
              "messages[0].x",
              "messages[0].content[0].x",
              "messages[0].content[1].image_url.x",
              "tools[0].x",
              "tool_choice.x",
              "response_format.json_schema.x",
              "stream_options.x")
          .doesNotContain("stream_options.include_obfuscation", "response_format.schema.x");
      var anthropic =
          messages(
              """
              {"role":"user","x":1,"content":[{"type":"image","source":{"type":"url","url":"https://e.com/a.png","x":1}},
               {"type":"unheard_of","x":1},{"type":"text","text":"q","cache_control":{"type":"ephemeral","x":1}}]}
              """,
              ",\"metadata\":{\"x\":1},\"output_config\":{\"x\":1}");
      assertThat(told(translate("anthropic", anthropic, "anthropic"), Severity.DEGRADING))
          .containsExactlyInAnyOrder(
              "messages[0].x",
              "messages[0].content[0].source.x",
              "messages[0].content[2].cache_control.x",
              "metadata.x",
              "output_config.x");
    }

    @Test
    void aFreeformToolIsWrappedAndItsAnswerUnwrapped() {
      var body = chat(",\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"run\"}}]");
      var ready = translate("chat", body, "anthropic");
      assertThat(ready.wayBack().freeform()).containsExactly("run");
      var context = new AnswerContext(Dialects.realm("anthropic"), ready.wayBack(), "u");
      var decoder = Dialects.ANTHROPIC.streamDecoder(context);
      var events = new ArrayList<StreamEvent>();
      var stream =
          """
          data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"a","name":"run","input":{}}}

          data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\\"input\\": \\"print"}}

          data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"(1)\\"}"}}

          data: {"type":"content_block_stop","index":0}

          """
              .getBytes(StandardCharsets.UTF_8);
      decoder.feed(stream, 0, stream.length, events::add);
      assertThat(events).contains(new StreamEvent.Delta(0, 0, "print(1)"));
    }
  }

  @Nested
  final class Streams {
    private static final String CALL =
        "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}";

    private static String chunk(String delta, String finish) {
      return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":"
          + delta
          + ",\"finish_reason\":"
          + finish
          + "}]}\n\n";
    }

    private static List<StreamEvent> events(String dialect, String stream) {
      return Dialects.events(dialect, stream.getBytes(StandardCharsets.UTF_8));
    }

    private static Stop.Reason reason(List<StreamEvent> events) {
      return ((StreamEvent.Finish) events.getLast()).stops().getFirst().reason();
    }

    @Test
    void aCallThenASeparateStopIsToolCalls() {
      var events =
          events("chat", chunk(CALL, "null") + chunk("{}", "\"stop\"") + "data: [DONE]\n\n");
      assertThat(reason(events)).isEqualTo(Stop.Reason.TOOL_CALLS);
    }

    @Test
    void lengthAfterACallIsLength() {
      var events =
          events("chat", chunk(CALL, "null") + chunk("{}", "\"length\"") + "data: [DONE]\n\n");
      assertThat(reason(events)).isEqualTo(Stop.Reason.LENGTH);
    }

    @Test
    void aFinishWithoutPartsIsAFinish() {
      var events = events("chat", chunk("{}", "\"stop\"") + "data: [DONE]\n\n");
      assertThat(reason(events)).isEqualTo(Stop.Reason.END);
      assertThat(Dialects.stream("anthropic", events)).contains("end_turn", "message_stop");
    }

    @Test
    void aCallWithoutANameIsAnError() {
      var call =
          "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{}\"}}]}";
      var events = events("chat", chunk(call, "null") + "data: [DONE]\n\n");
      assertThat(events.getLast()).isInstanceOf(StreamEvent.Failed.class);
    }

    @Test
    void serversThatNumberAllCalls0OrNoneAreUnderstood() {
      var zero =
          chunk(
                  "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                  "null")
              + chunk(
                  "{\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}]}",
                  "null");
      for (var stream : List.of(zero, zero.replace("\"index\":0,\"id\"", "\"id\""))) {
        assertThat(events("chat", stream + "data: [DONE]\n\n"))
            .filteredOn(StreamEvent.PartOpen.class::isInstance)
            .extracting(event -> ((Part.ToolCall) ((StreamEvent.PartOpen) event).head()).name())
            .containsExactly("f", "g");
      }
    }

    @Test
    void textBeforeThinkingAndThinkingBetweenToolsAreBlocksOfTheirOwn() {
      var events =
          events(
              "chat",
              chunk("{\"content\":\"a\"}", "null")
                  + chunk("{\"reasoning_content\":\"b\"}", "null")
                  + chunk(CALL, "null")
                  + chunk("{\"reasoning_content\":\"c\"}", "null")
                  + "data: [DONE]\n\n");
      assertThat(
              Dialects.stream("anthropic", events)
                  .lines()
                  .filter(l -> l.contains("content_block_start\",")))
          .hasSize(4)
          .element(1)
          .asString()
          .contains("\"index\":1", "thinking");
    }

    @Test
    void cumulativeUsageIsSetNotAdded() {
      var delta =
          "data: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":%d}}\n\n";
      var events =
          events(
              "anthropic",
              "data:"
                  + " {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n"
                  + delta.formatted(5)
                  + delta.formatted(8)
                  + "data: {\"type\":\"message_stop\"}\n\n");
      assertThat(events)
          .filteredOn(StreamEvent.Used.class::isInstance)
          .last()
          .isEqualTo(new StreamEvent.Used(new Usage(9, 0, 0, 0, 8, 0)));
    }

    @Test
    void usageOfAFailedStreamStillCounts() {
      var events =
          events(
              "anthropic",
              "data:"
                  + " {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n"
                  + "data:"
                  + " {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"x\"}}\n\n");
      assertThat(events).contains(new StreamEvent.Used(new Usage(9, 0, 0, 0, 1, 0)));
      assertThat(events.getLast()).isInstanceOf(StreamEvent.Failed.class);
    }

    @Test
    void pingsKeepClientsOfEitherDialectAlive() {
      var events = events("anthropic", "event: ping\ndata: {\"type\":\"ping\"}\n\n");
      assertThat(events.getFirst()).isEqualTo(new StreamEvent.KeepAlive());
      assertThat(Dialects.stream("chat", List.of(new StreamEvent.KeepAlive())))
          .startsWith(":")
          .endsWith("\n\n");
    }

    @Test
    void anErrorMidStreamOfAnOpenAiServerEndsTheStream() {
      var events =
          events(
              "chat",
              chunk("{\"content\":\"a\"}", "null")
                  + "data: {\"error\":{\"message\":\"boom\",\"code\":429}}\n\ndata: [DONE]\n\n");
      assertThat(events.getLast())
          .isInstanceOfSatisfying(
              StreamEvent.Failed.class,
              failed -> assertThat(failed.failure().kind().name()).isEqualTo("RATE_LIMITED"));
    }

    @Test
    void eventsOfNewKindsAreSteppedOver() {
      var events = events("anthropic", "data: {\"type\":\"brand_new\",\"x\":[1]}\n\n");
      assertThat(events).hasSize(1);
    }
  }
}
