package dev.headgate.conversation;

import static dev.headgate.conversation.Dialects.text;
import static dev.headgate.conversation.Dialects.translate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import dev.headgate.conversation.translate.Translated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The nine invariants of translation.md, by number. */
final class InvariantsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Thinking that Claude signed, before a call whose result has come. */
  private static final String CLAUDE_TOOL_TURN =
      """
      {"model":"m","max_tokens":4000,"thinking":{"type":"enabled","budget_tokens":2000},
       "messages":[{"role":"user","content":"q"},
        {"role":"assistant","content":[
          {"type":"thinking","thinking":"%s","signature":"%s"},
          {"type":"tool_use","id":"toolu_1","name":"f","input":{}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"r"}]}],
       "tools":[{"name":"f","input_schema":{"type":"object"}}]}
      """;

  private static JsonNode json(Translated.Ready ready) {
    try {
      return JSON.readTree(ready.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String chatCalls(String... ids) {
    var calls = new StringBuilder();
    var results = new StringBuilder();
    for (var id : ids) {
      calls
          .append(calls.isEmpty() ? "" : ",")
          .append("{\"id\":\"%s\",\"type\":\"function\",".formatted(id))
          .append("\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
      results.append(
          ",{\"role\":\"tool\",\"tool_call_id\":\"%s\",\"content\":\"r\"}".formatted(id));
    }
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"},"
        + "{\"role\":\"assistant\",\"tool_calls\":["
        + calls
        + "]}"
        + results
        + "]}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "functions.Bash:0",
        "call_abc|fc_0123456789",
        "call_0123456789012345678901234567890123456",
        "toolu_vrtx_0123456789012345678901234567890123456789012345678901234567890123456789",
        "call__sig__CiQBVKhc7vu8x2lPZ7o1L2d3RkY9Zm9vYmFyYmF6c2lnbmF0dXJlc2lnbmF0dXJl==",
        "идентификатор"
      })
  void invariant1AForeignIdBecomesTheSameCanonicalOneForCallAndResult(String id) {
    var blocks = json(translate("chat", chatCalls(id), "anthropic")).path("messages");
    var call = blocks.get(1).path("content").get(0).path("id").asText();
    var result = blocks.get(2).path("content").get(0).path("tool_use_id").asText();
    assertThat(call).isEqualTo(result).matches("call_[A-Z2-7]{24}");
  }

  @Test
  void invariant1AnIdThatEveryDialectTakesStaysAndNothingIsHiddenInIt() {
    var ready = translate("chat", chatCalls("call_Ab-1"), "anthropic");
    assertThat(text(ready)).contains("\"id\":\"call_Ab-1\"", "\"tool_use_id\":\"call_Ab-1\"");
    assertThat(ready.losses()).noneMatch(loss -> loss.path().contains("id"));
  }

  @Test
  void invariant1DuplicatesAreRenamedPairwise() {
    var messages = json(translate("chat", chatCalls("a", "a", "a"), "anthropic")).path("messages");
    var calls = messages.get(1).path("content").findValuesAsText("id");
    var results = messages.get(2).path("content").findValuesAsText("tool_use_id");
    assertThat(calls).doesNotHaveDuplicates().hasSize(3).isEqualTo(results).contains("a");
  }

  @Test
  void invariant2ASignatureReplaysCharacterByCharacterInItsOwnRealm() {
    var thought = "a\\u00e9\\n \\\"quoted\\\" \\u2028 \\ud83d\\ude00 </x>";
    var message =
        json(translate("anthropic", CLAUDE_TOOL_TURN.formatted(thought, "EqQB+/="), "anthropic"))
            .path("messages")
            .get(1);
    assertThat(message.path("content").get(0).path("thinking").asText())
        .isEqualTo("aé\n \"quoted\" \u2028 😀 </x>");
    assertThat(message.path("content").get(0).path("signature").asText()).isEqualTo("EqQB+/=");
  }

  @Test
  void invariant2ASignatureGoesToNoOtherRealm() {
    var foreign =
        new Target(
            "m",
            new Realm("minimax", "m2", "acme"),
            EnumSet.allOf(Capability.class),
            8192,
            Set.of());
    var ready =
        translate("anthropic", CLAUDE_TOOL_TURN.formatted("t", "c2ln"), "anthropic", foreign);
    assertThat(text(ready)).doesNotContain("c2ln", "\"thinking\"");
    assertThat(ready.header()).contains("messages[1].content[0]");
    assertThat(text(translate("anthropic", CLAUDE_TOOL_TURN.formatted("t", "c2ln"), "chat")))
        .doesNotContain("c2ln");
  }

  @Test
  void invariant3ACallWithoutResultIsAnsweredOutcomeUnknownAndAResultWithoutCallBecomesText() {
    var body =
        """
        {"model":"m","messages":[{"role":"tool","tool_call_id":"gone","content":"42"},
         {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
         {"role":"user","content":"and?"}]}
        """;
    var messages = json(translate("chat", body, "anthropic")).path("messages");
    assertThat(messages.get(0).path("content").toString()).contains("42");
    var result = messages.get(2).path("content").get(0);
    assertThat(result.path("is_error").asBoolean()).isTrue();
    assertThat(result.path("content").asText()).startsWith("outcome unknown");
    assertThat(messages.get(2).path("content").get(1).path("text").asText()).isEqualTo("and?");
  }

  @Test
  void invariant3ParallelResultsAreInTheOrderOfTheirCalls() {
    var body =
        """
        {"model":"m","messages":[{"role":"user","content":"q"},
         {"role":"assistant","tool_calls":[
          {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
          {"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"b","content":"rb"},{"role":"tool","tool_call_id":"a","content":"ra"}]}
        """;
    var results = json(translate("chat", body, "anthropic")).path("messages").get(2);
    assertThat(results.path("content").findValuesAsText("content")).containsExactly("ra", "rb");
  }

  @Test
  void invariant3TurnsOfOneRoleMergeWhereTheDialectWantsIt() {
    var body =
        """
        {"model":"m","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"},
         {"role":"assistant","content":"c"},{"role":"assistant","content":"d"},{"role":"user","content":"e"}]}
        """;
    var messages = json(translate("chat", body, "anthropic")).path("messages");
    assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "user");
    assertThat(json(translate("chat", body, "chat")).path("messages")).hasSize(5);
  }

  @Test
  void invariant4ThinkingIsOffWhileAToolTurnRunsThatBeganElsewhere() {
    var foreign = CLAUDE_TOOL_TURN.formatted("t", "");
    var ready = translate("anthropic", foreign, "anthropic");
    assertThat(json(ready).has("thinking")).isFalse();
    assertThat(ready.header()).contains("\"thinking\";action=dropped;severity=degrading");
    var own = translate("anthropic", CLAUDE_TOOL_TURN.formatted("t", "c2ln"), "anthropic");
    assertThat(json(own).path("thinking").path("type").asText()).isEqualTo("enabled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "bedrock"})
  void thinkingThatNothingFollowsIsLeftOut(String to) {
    var thought = "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"}";
    var body =
        """
        {"model":"m","max_tokens":4000,"messages":[{"role":"user","content":"q"},
          {"role":"assistant","content":[%1$s]},{"role":"user","content":"go on"},
          {"role":"assistant","content":[%1$s,{"type":"text","text":"a"},%1$s]},
          {"role":"user","content":"more"}]}
        """
            .formatted(thought);

    var ready = translate("anthropic", body, to);

    var messages = json(ready).path("messages");
    assertThat(messages).hasSize(3);
    assertThat(messages.get(0).path("content")).hasSize(2);
    assertThat(messages.get(1).path("content")).hasSize(2);
    assertThat(text(ready)).containsOnlyOnce("c2ln");
    assertThat(ready.header()).contains("messages[1].content[0]", "messages[3].content[2]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';{}",
        "'  ';{}",
        "'{\"a\":';{\"malformed_arguments\":\"{\\\"a\\\":\"}",
        "'[1]';{\"malformed_arguments\":\"[1]\"}",
        "'{\"n\": 1.50}';{\"n\": 1.50}"
      })
  void invariant5NothingMeansNoArgumentsAndTruncatedStaysWhatItIs(String arguments, String input) {
    var body = chatCalls("a").replace("\"arguments\":\"{}\"", "\"arguments\":" + quoted(arguments));
    assertThat(text(translate("chat", body, "anthropic"))).contains("\"input\":" + input);
  }

  private static String quoted(String text) {
    return JSON.valueToTree(text).toString();
  }

  @ParameterizedTest
  @CsvSource({"8192,8192", "0,4096"})
  void invariant6MaxTokensComesFromTheCatalogueAndIsNever0(int catalogue, int sent) {
    var usual = Dialects.target("anthropic");
    var target =
        new Target(usual.model(), usual.realm(), usual.capabilities(), catalogue, Set.of());
    var ready =
        translate(
            "chat",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}",
            "anthropic",
            target);
    assertThat(json(ready).path("max_tokens").asInt()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "chat;data:"
            + " {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}",
        "anthropic;data:"
            + " {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":1}}"
      })
  void invariant7WithoutTheProvidersOwnTerminalEventAStreamFails(String from, String event) {
    var events = Dialects.events(from, (event + "\n\n").getBytes(StandardCharsets.UTF_8));
    assertThat(events.getLast()).isInstanceOf(StreamEvent.Failed.class);
    assertThat(Dialects.stream("chat", events)).doesNotContain("[DONE]").contains("\"error\"");
    assertThat(Dialects.stream("anthropic", events))
        .doesNotContain("message_stop")
        .contains("event: error");
  }

  @Test
  void invariant8UsageIsStoredApartAndToldAsEachDialectCountsIt() {
    var usage =
        "{\"input_tokens\":10,\"cache_creation_input_tokens\":30,\"cache_read_input_tokens\":60,"
            + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":10,"
            + "\"ephemeral_1h_input_tokens\":20},\"output_tokens\":50}";
    var answer =
        answer(
            "anthropic", "{\"content\":[],\"stop_reason\":\"end_turn\",\"usage\":" + usage + "}");
    assertThat(answer.usage()).isEqualTo(new Usage(10, 60, 10, 20, 50, 0));
    var chat =
        new String(
            Dialects.CHAT.encodeAnswer(answer, Dialects.REPLY).body(), StandardCharsets.UTF_8);
    assertThat(chat)
        .contains("\"prompt_tokens\":100", "\"cached_tokens\":60", "\"total_tokens\":150");
    var back = answer("chat", chat);
    assertThat(back.usage()).isEqualTo(new Usage(10, 60, 30, 0, 50, 0));
  }

  @Test
  void invariant8UsageIsAskedForAndHiddenFromACallerWhoDidNotAsk() {
    var body =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
    assertThat(text(translate("chat", body, "chat"))).contains("\"include_usage\":true");
    assertThat(text(translate("chat", body, "chat", Quirk.NO_STREAM_USAGE)))
        .doesNotContain("include_usage");
    var silent = new Reply("i", "m", 1, false, true);
    var encoder = Dialects.CHAT.streamEncoder(silent);
    var sink = new ByteSink();
    Dialects.events(
            "chat",
            "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n"
                .getBytes(StandardCharsets.UTF_8))
        .forEach(event -> encoder.write(event, sink));
    assertThat(sink.toString()).doesNotContain("usage").endsWith("data: [DONE]\n\n");
  }

  @Test
  void invariant9ANameThatDoesNotFitIsMappedAndComesBackAsTheCallersOwn() {
    var name = "mcp__files__read_a_file_whose_name_is_much_longer_than_any_other_tool_here";
    var body =
        """
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"q"}],"tool_choice":{"type":"tool","name":"%1$s"},
         "tools":[{"name":"%1$s","input_schema":{"type":"object"}}]}
        """
            .formatted(name);
    var ready = translate("anthropic", body, "chat");
    var told = json(ready).path("tools").get(0).path("function").path("name").asText();
    assertThat(told).hasSizeLessThanOrEqualTo(64).startsWith("mcp__files__read");
    assertThat(json(ready).path("tool_choice").path("function").path("name").asText())
        .isEqualTo(told);
    assertThat(ready.wayBack().callersName(told)).isEqualTo(name);
  }

  @Test
  void invariant9EachWeakeningOfASchemaIsALoss() {
    var body =
        """
        {"model":"m","messages":[{"role":"user","content":"q"}],"response_format":{"type":"json_schema","json_schema":{"name":"x",
         "schema":{"type":"object","properties":{"a":{"type":"integer","minimum":1},"b":{"type":"array","maxItems":2}}}}}}
        """;
    assertThat(translate("chat", body, "anthropic").losses())
        .extracting(loss -> loss.path())
        .contains("response_format.schema.minimum", "response_format.schema.maxItems");
  }

  private static Answer answer(String dialect, String body) {
    var answered =
        Dialects.OUTBOUND
            .get(dialect)
            .decodeAnswer(body.getBytes(StandardCharsets.UTF_8), Dialects.context(dialect));
    return ((Answered.Read<Answer>) answered).value();
  }

  @ParameterizedTest
  @ValueSource(strings = {"golden", "golden-gemini"})
  void allTargetsOfAllGoldenRequestsKeepTheProvidersRules(String golden) throws IOException {
    try (var folders = Files.walk(Path.of("src/test", golden, "requests"))) {
      for (var file :
          folders.filter(f -> f.getFileName().toString().matches("out-.*json")).toList()) {
        var dialect = file.getFileName().toString().replaceAll("out-|\\.json", "");
        assertThat(ProviderRules.broken(dialect, Files.readString(file)))
            .as(file.toString())
            .isEqualTo(List.of());
      }
    }
  }
}
