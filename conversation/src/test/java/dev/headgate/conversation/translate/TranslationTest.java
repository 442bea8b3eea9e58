package dev.headgate.conversation.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.StreamEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loss policy, the header, and what the gateway keeps for a caller without a slot. */
final class TranslationTest {
  private static final ChatDialect CHAT = new ChatDialect();
  private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();
  private static final Realm CLAUDE = new Realm("anthropic", "claude", "acme");
  private static final Reply REPLY = new Reply("r", "", 1, true, true);
  private static final Target TARGET =
      new Target("claude", CLAUDE, EnumSet.allOf(Capability.class), 8192, Set.of());

  private static Decoded.Read<Conversation> read(String body) {
    return (Decoded.Read<Conversation>)
        CHAT.decodeRequest(body.getBytes(StandardCharsets.UTF_8), RequestContext.ANSWER);
  }

  private static Translated translate(String fields, LossPolicy policy) {
    var read =
        read(
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]" + fields + "}");
    return Translation.of(read.value(), read.losses(), ANTHROPIC, TARGET, policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|STRICT|ready",
        ",\"seed\":1|STRICT|refused",
        ",\"seed\":1|WARN|ready",
        ",\"n\":2|WARN|refused",
        ",\"n\":2|PERMISSIVE|ready",
      })
  void aRouteLosesWhatItsPolicyPermits(String fields, LossPolicy policy, String outcome) {
    var translated = translate(fields == null ? "" : fields, policy);
    assertThat(translated instanceof Translated.Ready ? "ready" : "refused").isEqualTo(outcome);
  }

  @Test
  void aRefusalNamesThePathsInTheCallersWords() {
    var refused = (Translated.Refused) translate(",\"n\":2,\"logprobs\":true", LossPolicy.WARN);
    assertThat(refused.message())
        .contains("n (there is one answer to a request here)", "logprobs (");
    assertThat(refused.losses()).allMatch(loss -> loss.severity() == Severity.SEMANTIC);
  }

  @Test
  void theHeaderTellsTheWorstFirstAndNothingCosmetic() {
    var ready = (Translated.Ready) translate(",\"seed\":1,\"n\":2", LossPolicy.PERMISSIVE);
    assertThat(ready.header())
        .isEqualTo(
            "\"n\";action=dropped;severity=semantic;why=\"there is one answer to a request here\", "
                + "\"seed\";action=dropped;severity=degrading;why=\"there is no seed here\"");
    assertThat(((Translated.Ready) translate("", LossPolicy.WARN)).header()).isNull();
  }

  @Test
  void theHeaderIsAsciiAndBounded() {
    var loss = new Loss(Severity.DEGRADING, "a\"\\\n\u00e9", Loss.Action.DROPPED, "why");
    assertThat(LossHeader.of(List.of(loss)))
        .isEqualTo("\"a\\\"\\\\??\";action=dropped;severity=degrading;why=\"why\"");
    var many = new ArrayList<Loss>();
    for (int i = 0; i < 100; i++) {
      many.add(new Loss(Severity.DEGRADING, "x".repeat(500) + i, Loss.Action.DROPPED, "why" + i));
    }
    assertThat(LossHeader.of(many)).hasSizeLessThan(2100).matches(".*\"\\$\";more=\\d+");
  }

  @Test
  void theHeaderTellsOneOfEachKindBeforeMoreOfTheSame() {
    var many = new ArrayList<Loss>();
    for (int i = 0; i < 100; i++) {
      many.add(new Loss(Severity.DEGRADING, "messages[" + i + "]", Loss.Action.DROPPED, "foreign"));
    }
    many.add(new Loss(Severity.DEGRADING, "seed", Loss.Action.DROPPED, "there is none"));

    assertThat(LossHeader.of(many))
        .startsWith(
            "\"messages[0]\";action=dropped;severity=degrading;why=\"foreign\", "
                + "\"seed\";action=dropped;severity=degrading;why=\"there is none\", "
                + "\"messages[1]\";");
  }

  private static final String THINKING_ANSWER =
      """
      {"id":"m","model":"claude","content":[{"type":"thinking","thinking":"hm \\u00e9","signature":"c2ln"},
       {"type":"text","text":"I look."},{"type":"tool_use","id":"toolu_1","name":"f","input":{}},
       {"type":"redacted_thinking","data":"aGlk"},{"type":"tool_use","id":"toolu_2","name":"f","input":{}}],
       "stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}
      """;

  private static Answer answer() {
    var context = new AnswerContext(CLAUDE, WayBack.PLAIN, "u");
    return ((Answered.Read<Answer>)
            ANTHROPIC.decodeAnswer(THINKING_ANSWER.getBytes(StandardCharsets.UTF_8), context))
        .value();
  }

  @Test
  void whatACallerOfChatCompletionsCannotBringBackIsKeptAndRecalled() {
    var kept = Keeper.of(answer(), CHAT, REPLY);
    assertThat(kept).extracting(Kept::callId).containsExactly("toolu_1", "toolu_2");
    var stored =
        kept.stream()
            .map(k -> Kept.of(k.toBytes()))
            .collect(Collectors.toMap(Kept::callId, Function.identity()));
    assertThat(stored.values()).containsExactlyInAnyOrderElementsOf(kept);

    var history =
        """
        {"model":"m","max_completion_tokens":4000,"messages":[{"role":"user","content":"q"},
         {"role":"assistant","reasoning_content":"hm \\u00e9","content":"I look.","tool_calls":[
          {"id":"toolu_1","type":"function","function":{"name":"f","arguments":"{}"}},
          {"id":"toolu_2","type":"function","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"toolu_1","content":"1"},{"role":"tool","tool_call_id":"toolu_2","content":"2"}],
         "tools":[{"type":"function","function":{"name":"f"}}],"reasoning_effort":"low"}
        """;
    var conversation = read(history).value();
    assertThat(Recall.callIds(conversation)).containsExactly("toolu_1", "toolu_2");
    var recalled = Recall.into(conversation, stored);
    var ready =
        (Translated.Ready) Translation.of(recalled, List.of(), ANTHROPIC, TARGET, LossPolicy.WARN);
    assertThat(new String(ready.body(), StandardCharsets.UTF_8))
        .contains(
            "[{\"type\":\"thinking\",\"thinking\":\"hm é\",\"signature\":\"c2ln\"},"
                + "{\"type\":\"text\",\"text\":\"I look.\"},"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"aGlk\"},"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_2\",\"name\":\"f\",\"input\":{}}]")
        .contains("\"thinking\":{\"type\":\"enabled\"");
    // And to another realm it does not go.
    var other = new Target("x", Realm.of("openai"), EnumSet.allOf(Capability.class), 0, Set.of());
    var elsewhere =
        (Translated.Ready) Translation.of(recalled, List.of(), CHAT, other, LossPolicy.WARN);
    assertThat(new String(elsewhere.body(), StandardCharsets.UTF_8)).doesNotContain("c2ln", "aGlk");
  }

  @Test
  void aCallerOfMessagesBringsItBackHimself() {
    assertThat(Keeper.of(answer(), ANTHROPIC, REPLY)).isEmpty();
    var unasked = new Reply("r", "", 1, true, false);
    assertThat(Keeper.of(answer(), ANTHROPIC, unasked)).hasSize(2);
    assertThat(
            Recall.into(
                    read("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}")
                        .value(),
                    Map.of())
                .turns())
        .hasSize(1);
    assertThat(Kept.of("nonsense".getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void aWholeAnswerToldAsAStreamAndGatheredAgainIsTheSame() {
    var assembly = new Assembly(1000);
    assertThat(assembly.result()).isNull();
    Playback.play(answer(), assembly);
    var gathered = ((Answered.Read<Answer>) assembly.result()).value();
    assertThat(gathered.choices()).isEqualTo(answer().choices());
    assertThat(gathered.usage()).isEqualTo(answer().usage());
    var small = new Assembly(3);
    Playback.play(answer(), small);
    assertThat(small.result()).isInstanceOf(Answered.Failed.class);
  }

  @Test
  void anAnswerPlayedIntoEitherDialectIsOneStream() {
    var sink = new ByteSink();
    var encoder = ANTHROPIC.streamEncoder(REPLY);
    Playback.play(answer(), event -> encoder.write(event, sink));
    var events = new ArrayList<StreamEvent>();
    var decoder = ANTHROPIC.streamDecoder(new AnswerContext(CLAUDE, WayBack.PLAIN, "u"));
    decoder.feed(sink.array(), 0, sink.length(), events::add);
    var again = new Assembly(1000);
    events.forEach(again);
    var parts = ((Answered.Read<Answer>) again.result()).value().choices().getFirst().parts();
    assertThat(parts.stream().map(Part::getClass).toList())
        .isEqualTo(answer().choices().getFirst().parts().stream().map(Part::getClass).toList());
    assertThat(
            Collections.frequency(
                events.stream().map(Object::getClass).toList(), StreamEvent.Finish.class))
        .isEqualTo(1);
  }
}
