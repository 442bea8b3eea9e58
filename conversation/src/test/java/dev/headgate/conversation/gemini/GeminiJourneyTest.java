package dev.headgate.conversation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.Keeper;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Playback;
import dev.headgate.conversation.translate.Recall;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that begin at one provider, go on at another and come back. */
final class GeminiJourneyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CLAUDE_ANSWER =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-opus-4-1","content":[
       {"type":"thinking","thinking":"Step one, é","signature":"Eq+QB/w=="},
       {"type":"redacted_thinking","data":"b3BhcXVl"},
       {"type":"text","text":"I look."},
       {"type":"tool_use","id":"toolu_1","name":"find","input":{"q":"a\\nb","n":1.50}}],
       "stop_reason":"tool_use","stop_sequence":null,
       "usage":{"input_tokens":1,"output_tokens":2}}\
      """;

  private static final String GEMINI_ANSWER =
      """
      {"candidates":[{"content":{"role":"model","parts":[
       {"text":"Hm","thought":true},{"text":"I look.","thoughtSignature":"dGV4dA=="},
       {"functionCall":{"name":"find","args":{"q":"a","n":1.50}},"thoughtSignature":"Y2FsbA+/"},
       {"functionCall":{"name":"find","args":{}}}]},
       "finishReason":"STOP","index":0}],"modelVersion":"gemini-3-pro","responseId":"r"}\
      """;

  /** What a caller of Gemini sends who got this answer and ran its tools. */
  private static ObjectNode followedUp(String answer, boolean ids) throws IOException {
    var content = (ObjectNode) JSON.readTree(answer).at("/candidates/0/content");
    return history(List.of(content), ids);
  }

  private static ObjectNode history(List<ObjectNode> model, boolean ids) {
    var body = JSON.createObjectNode();
    var contents = body.putArray("contents");
    contents.addObject().put("role", "user").putArray("parts").addObject().put("text", "Find");
    var responses = JSON.createArrayNode();
    for (var content : model) {
      contents.add(content);
      for (var part : content.get("parts")) {
        if (part.get("functionCall") instanceof ObjectNode call) {
          var response = responses.addObject().putObject("functionResponse");
          response.set("name", call.get("name"));
          if (ids && call.has("id")) {
            response.set("id", call.get("id"));
          } else {
            call.remove("id");
          }
          response.putObject("response").put("output", "found");
        }
      }
    }
    contents.addObject().put("role", "user").set("parts", responses);
    return body;
  }

  private static String toCaller(String from, String answer) {
    return Setting.text(Setting.GEMINI.encodeAnswer(Setting.answer(from, answer), Setting.REPLY));
  }

  private static JsonNode sent(String to, JsonNode body) throws IOException {
    return JSON.readTree(Setting.text(Setting.translate("gemini", body.toString(), to)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void claudesThinkingComesBackToClaudeAsItWas(boolean ids) throws IOException {
    var body = followedUp(toCaller("anthropic", CLAUDE_ANSWER), ids);
    var message = sent("anthropic", body).at("/messages/1/content");
    var original = JSON.readTree(CLAUDE_ANSWER).get("content");
    assertThat(message.get(0)).isEqualTo(original.get(0));
    assertThat(message.get(1)).isEqualTo(original.get(1));
    assertThat(message.get(2)).isEqualTo(original.get(2));
    assertThat(message.get(3).get("input")).isEqualTo(original.get(3).get("input"));
  }

  @Test
  void claudesThinkingThatWasStreamedComesBackWholeFromAPythonChat() throws IOException {
    var answer = Setting.answer("anthropic", CLAUDE_ANSWER);
    var events = new ArrayList<StreamEvent>();
    Playback.play(answer, events::add);
    var stream = Setting.stream(Setting.GEMINI, events);
    var pieces = new ArrayList<ObjectNode>();
    for (var line : stream.lines().toList()) {
      if (line.startsWith("data: ")) {
        var content = (ObjectNode) JSON.readTree(line.substring(6)).at("/candidates/0/content");
        // The Python SDK turns signatures into bytes and writes the URL's alphabet.
        for (var part : content.get("parts")) {
          if (part.has("thoughtSignature")) {
            var text = part.get("thoughtSignature").asText();
            ((ObjectNode) part).put("thoughtSignature", text.replace('+', '-').replace('/', '_'));
          }
        }
        pieces.add(content);
      }
    }
    assertThat(pieces.size()).isGreaterThan(4);
    var message = sent("anthropic", history(pieces, true)).at("/messages/1/content");
    var original = JSON.readTree(CLAUDE_ANSWER).get("content");
    for (int i = 0; i < 3; i++) {
      assertThat(message.get(i)).isEqualTo(original.get(i));
    }
  }

  @Test
  void claudesThinkingNeverGoesToGoogle() throws IOException {
    var body = followedUp(toCaller("anthropic", CLAUDE_ANSWER), true);
    var said = sent("gemini", body);
    Google.acceptRequest(said.toString());
    assertThat(said.toString()).doesNotContain("aGVhZGdhdGUK", "Step one");
    assertThat(said.at("/contents/1/parts/1/thoughtSignature").asText()).isEqualTo(Signatures.SKIP);
  }

  @Test
  void googlesSignaturesComeBackToGoogleAsTheyWereAndGoNowhereElse() throws IOException {
    var body = followedUp(toCaller("gemini", GEMINI_ANSWER), true);
    var parts = sent("gemini", body).at("/contents/1/parts");
    assertThat(parts.at("/0/thoughtSignature").asText()).isEqualTo("dGV4dA==");
    assertThat(parts.at("/1/thoughtSignature").asText()).isEqualTo("Y2FsbA+/");
    assertThat(parts.at("/2").has("thoughtSignature")).isFalse();
    for (var other : List.of("chat", "anthropic")) {
      assertThat(sent(other, body).toString()).doesNotContain("dGV4dA", "Y2FsbA");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "anthropic"})
  void aHistoryOverAnotherDialectAndBackIsStillTaken(String other) throws IOException {
    var body = followedUp(toCaller("gemini", GEMINI_ANSWER), false);
    var there = Setting.text(Setting.translate("gemini", body.toString(), other));
    var back = Setting.text(Setting.translate(other, there, "gemini"));
    Google.acceptRequest(back);
    var before = withoutSignatures(sent("gemini", body).get("contents"));
    assertThat(withoutSignatures(JSON.readTree(back).get("contents"))).isEqualTo(before);
  }

  private static JsonNode withoutSignatures(JsonNode contents) {
    for (var content : contents) {
      for (var part : content.get("parts")) {
        ((ObjectNode) part).remove("thoughtSignature");
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "anthropic"})
  void whatAnotherCallerBeganGoesOnAtGoogle(String from) throws IOException {
    var asked = JSON.createObjectNode().put("model", "m").put("max_tokens", 100);
    var messages = asked.putArray("messages");
    messages.addObject().put("role", "user").put("content", "Find both");
    var longId = "x".repeat(200);
    calls(from, messages, longId, "functions.find:0");
    var said = Setting.translate(from, asked.toString(), "gemini");
    Google.acceptRequest(Setting.text(said));
    assertThat(said.losses()).extracting(Loss::severity).doesNotContain(Severity.SEMANTIC);
    var contents = JSON.readTree(Setting.text(said)).get("contents");
    for (int i = 0; i < 2; i++) {
      assertThat(contents.at("/2/parts/" + i + "/functionResponse/id"))
          .isEqualTo(contents.at("/1/parts/" + i + "/functionCall/id"));
      assertThat(contents.at("/2/parts/" + i + "/functionResponse/response/output").asText())
          .isEqualTo("result " + i);
    }
  }

  private static void calls(String from, ArrayNode messages, String... ids) {
    if (from.equals("chat")) {
      var calls = messages.addObject().put("role", "assistant").putArray("tool_calls");
      for (var id : ids) {
        calls
            .addObject()
            .put("id", id)
            .put("type", "function")
            .putObject("function")
            .put("name", "find")
            .put("arguments", "{}");
      }
      for (int i = ids.length - 1; i >= 0; i--) {
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", ids[i])
            .put("content", "result " + i);
      }
    } else {
      var uses = messages.addObject().put("role", "assistant").putArray("content");
      for (var id : ids) {
        uses.addObject()
            .put("type", "tool_use")
            .put("id", id)
            .put("name", "find")
            .putObject("input");
      }
      var results = messages.addObject().put("role", "user").putArray("content");
      for (int i = ids.length - 1; i >= 0; i--) {
        results
            .addObject()
            .put("type", "tool_result")
            .put("tool_use_id", ids[i])
            .put("content", "result " + i);
      }
    }
  }

  /** Their dialects have no slot on a call: the gateway keeps the signature by the call's id. */
  @ParameterizedTest
  @ValueSource(strings = {"chat", "anthropic"})
  void aSignatureIsKeptForCallersWhoCannotCarryIt(String caller) throws IOException {
    var dialect = Setting.INBOUND.get(caller);
    var answer = Setting.answer("gemini", GEMINI_ANSWER);
    var said = JSON.readTree(Setting.text(dialect.encodeAnswer(answer, Setting.REPLY)));
    var whole = Keeper.of(answer, dialect, Setting.REPLY);
    var keeper = new Keeper(dialect, Setting.REPLY);
    Playback.play(answer, keeper);
    assertThat(keeper.kept()).isEqualTo(whole);
    var body = JSON.createObjectNode().put("model", "m").put("max_tokens", 100);
    var messages = body.putArray("messages");
    messages.addObject().put("role", "user").put("content", "Find");
    if (caller.equals("chat")) {
      messages.add(said.at("/choices/0/message"));
    } else {
      messages.addObject().put("role", "assistant").set("content", said.get("content"));
    }
    var kept = new HashMap<String, Kept>();
    whole.forEach(one -> kept.put(one.callId(), one));
    var read = Setting.read(caller, body.toString());
    var ready =
        (Translated.Ready)
            Translation.of(
                Recall.into(read.value(), kept),
                read.losses(),
                Setting.GEMINI,
                Setting.target("gemini"),
                LossPolicy.WARN);
    Google.acceptRequest(Setting.text(ready));
    var calls = new ArrayList<JsonNode>();
    for (var part : JSON.readTree(Setting.text(ready)).at("/contents/1/parts")) {
      if (part.has("functionCall")) {
        calls.add(part);
      }
    }
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).get("thoughtSignature").asText()).isEqualTo("Y2FsbA+/");
    assertThat(calls.get(1).has("thoughtSignature")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "anthropic"})
  void whatGoogleAnswersIsTakenByOtherCallersStreamedAndNot(String caller) throws IOException {
    var whole =
        Setting.INBOUND
            .get(caller)
            .encodeAnswer(Setting.answer("gemini", GEMINI_ANSWER), Setting.REPLY);
    assertThat(Setting.text(whole)).contains("find", "I look.");
    var again = Setting.answer(caller, Setting.text(whole));
    assertThat(Setting.text(Setting.GEMINI.encodeAnswer(again, Setting.REPLY)))
        .contains("\"q\":\"a\"", "1.50");
  }
}
