package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.translate.Assembly;
import dev.headgate.conversation.translate.Keeper;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Playback;
import dev.headgate.conversation.translate.Recall;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tool loop that moves between accounts and providers, and back. */
final class ResponsesMoveTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Realm ACME = new Realm("openai", "gpt", "acme");
  private static final Realm AZURE = new Realm("openai", "gpt", "azure-west");

  private static final String SEALED = "gAAAAABo+/=_-exact";
  private static final String OPENAI_ANSWER =
      """
      {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"gpt-5","output":[
       {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Look."}],"encrypted_content":"%s"},
       {"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{\\"a\\":1}","status":"completed"}]}
      """
          .formatted(SEALED);

  private static Target at(Realm realm) {
    return new Target("m", realm, EnumSet.allOf(Capability.class), 8192, Set.of());
  }

  private static Answer answer(String dialect, String body, Realm origin) {
    var answered =
        Dialects.OUTBOUND
            .get(dialect)
            .decodeAnswer(
                body.getBytes(StandardCharsets.UTF_8),
                new AnswerContext(origin, WayBack.PLAIN, "u"));
    return ((Answered.Read<Answer>) answered).value();
  }

  /** The next request of a caller who replays the answer as clients do, and adds the result. */
  private static String next(String dialect, String answer, String callId) throws IOException {
    var root = JSON.readTree(answer);
    var body = (ObjectNode) JSON.readTree(START.get(dialect));
    switch (dialect) {
      case "chat" -> {
        var messages = (ArrayNode) body.path("messages");
        var message = (ObjectNode) root.path("choices").get(0).path("message");
        messages.add(message.without("reasoning_content"));
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", callId)
            .put("content", "the result");
      }
      case "anthropic" -> {
        var messages = (ArrayNode) body.path("messages");
        messages.addObject().put("role", "assistant").set("content", root.path("content"));
        messages
            .addObject()
            .put("role", "user")
            .putArray("content")
            .addObject()
            .put("type", "tool_result")
            .put("tool_use_id", callId)
            .put("content", "the result");
      }
      default -> {
        var input = (ArrayNode) body.path("input");
        root.path("output").forEach(input::add);
        input
            .addObject()
            .put("type", "function_call_output")
            .put("call_id", callId)
            .put("output", "the result");
      }
    }
    return body.toString();
  }

  private static final Map<String, String> START =
      Map.of(
          "chat",
          "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]}",
          "anthropic",
          "{\"model\":\"m\",\"max_tokens\":4000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\",\"properties\":{}}}]}",
          "responses",
          "{\"model\":\"m\",\"reasoning\":{\"effort\":\"medium\"},\"store\":false,\"input\":[{\"role\":\"user\",\"content\":\"q\"}],\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":false,\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}");

  private static JsonNode said(String from, String body, String to, Target target, List<Kept> kept)
      throws IOException {
    var read = Dialects.read(from, body);
    var byId = kept.stream().collect(Collectors.toMap(Kept::callId, Function.identity()));
    var ready =
        (Translated.Ready)
            Translation.of(
                Recall.into(read.value(), byId),
                read.losses(),
                Dialects.OUTBOUND.get(to),
                target,
                LossPolicy.WARN);
    if (to.equals("responses")) {
      assertThat(ResponsesRules.broken(Dialects.text(ready))).isEmpty();
    }
    return JSON.readTree(ready.body());
  }

  private static String told(String dialect, Answer answer) {
    return new String(
        Dialects.INBOUND.get(dialect).encodeAnswer(answer, Dialects.REPLY).body(),
        StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "anthropic", "responses"})
  void encryptedReasoningReplaysCharacterByCharacterInItsOwnAccountAndInNoOther(String caller)
      throws IOException {
    var answer = answer("responses", OPENAI_ANSWER, ACME);
    var kept = Keeper.of(answer, Dialects.INBOUND.get(caller), Dialects.REPLY);
    var request = next(caller, told(caller, answer), "call_1");

    var own = said(caller, request, "responses", at(ACME), kept).path("input");
    assertThat(own.get(1).path("type").asText()).isEqualTo("reasoning");
    assertThat(own.get(1).path("id").asText()).isEqualTo("rs_1");
    assertThat(own.get(1).path("encrypted_content").asText()).isEqualTo(SEALED);
    assertThat(own.get(1).path("summary").toString())
        .isEqualTo("[{\"type\":\"summary_text\",\"text\":\"Look.\"}]");
    assertThat(own.get(2).path("arguments").asText()).isEqualTo("{\"a\":1}");

    var other = said(caller, request, "responses", at(AZURE), kept);
    assertThat(other.toString()).doesNotContain(SEALED, "rs_1", "\"type\":\"reasoning\"");
    assertThat(other.path("input").get(1).path("call_id").asText()).isEqualTo("call_1");

    var claude = said(caller, request, "anthropic", Dialects.target("anthropic"), kept);
    assertThat(claude.toString()).doesNotContain(SEALED, "\"type\":\"thinking\"");
  }

  @Test
  void aSignatureOfClaudesReplaysByWayOfACallerOfResponses() throws IOException {
    var message =
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude","stop_reason":"tool_use","content":[
         {"type":"thinking","thinking":"See.","signature":"EqQB+/="},
         {"type":"thinking","thinking":"","signature":"empty+/="},
         {"type":"redacted_thinking","data":"hidden+/="},
         {"type":"tool_use","id":"toolu_1","name":"f","input":{}}]}
        """;
    var answer = answer("anthropic", message, Dialects.realm("anthropic"));
    var request = next("responses", told("responses", answer), "toolu_1");
    var back = said("responses", request, "anthropic", Dialects.target("anthropic"), List.of());
    assertThat(back.path("messages").get(1).path("content").toString())
        .isEqualTo(
            "[{\"type\":\"thinking\",\"thinking\":\"See.\",\"signature\":\"EqQB+/=\"},"
                + "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"empty+/=\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"hidden+/=\"},"
                + "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}]");
    assertThat(back.path("thinking").path("type").asText()).isEqualTo("enabled");
    var openai = said("responses", request, "responses", at(ACME), List.of());
    assertThat(openai.toString()).doesNotContain("EqQB", "hidden+", "rs_");
  }

  @Test
  void whatAStreamSaysIsWhatAWholeAnswerSays() {
    var dialect = "responses";
    var answer = answer(dialect, OPENAI_ANSWER, ACME);
    var encoder = Dialects.INBOUND.get(dialect).streamEncoder(Dialects.REPLY);
    var sink = new ByteSink();
    Playback.play(answer, event -> encoder.write(event, sink));
    var decoder =
        Dialects.OUTBOUND.get(dialect).streamDecoder(new AnswerContext(ACME, WayBack.PLAIN, "u"));
    var assembly = new Assembly(1 << 20);
    decoder.feed(sink.toByteArray(), 0, sink.length(), assembly);
    decoder.end(assembly);
    assertThat(assembly.result()).isInstanceOf(Answered.Read.class);
    var again = ((Answered.Read<Answer>) assembly.result()).value();
    assertThat(again.choices().getFirst().stop()).isEqualTo(answer.choices().getFirst().stop());
    assertThat(again.choices().getFirst().parts())
        .extracting(part -> part.marks().opaque())
        .isEqualTo(
            answer.choices().getFirst().parts().stream()
                .map(part -> part.marks().opaque())
                .toList());
  }
}
