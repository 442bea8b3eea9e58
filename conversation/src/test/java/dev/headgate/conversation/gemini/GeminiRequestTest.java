package dev.headgate.conversation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.model.ToolChoice;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GeminiRequestTest {
  private static final String HELLO = "\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]";

  private static JsonNode said(String from, String body, Target target) throws IOException {
    return Google.tree(Setting.text(Setting.translate(from, body, target, "gemini")));
  }

  private static List<Loss> losses(String from, String body, Target target) {
    return Setting.translate(from, body, target, "gemini").losses();
  }

  private static String chat(String fields) {
    return "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}],"
        + fields
        + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"contents\":[]}",
        "{\"contents\":[{\"role\":\"assistant\",\"parts\":[{\"text\":\"x\"}]}]}",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{\"args\":{}}}]}]}",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":[]}}]}]}",
        "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"response\":{}}}]}]}",
        "{\"contents\":[{\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":1}}]}]}",
        "{\"contents\":[{\"parts\":[{\"inlineData\":{\"data\":\"AA==\"}}]}]}",
        "{\"contents\":[{\"parts\":[7]}]}",
        "{\"systemInstruction\":\"Be brief\",\"contents\":[{\"parts\":[{\"text\":\"x\"}]}]}",
        "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"temperature\":3}}",
        "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],"
            + "\"generationConfig\":{\"responseSchema\":{\"type\":\"OBJECT\"}}}",
        "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"topK\":\"many\"}}",
      })
  void whatIsNoRequestIsRefused(String body) {
    assertThat(Setting.decode("gemini", body)).isInstanceOf(Decoded.Invalid.class);
  }

  @Test
  void aRefusalNamesTheFieldInTheCallersWords() {
    var body = "{" + HELLO + ",\"generationConfig\":{\"candidateCount\":0}}";
    var invalid = (Decoded.Invalid<Conversation>) Setting.decode("gemini", body);
    assertThat(invalid.path()).isEqualTo("generationConfig.candidateCount");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"thinkingBudget\":0}`, OFF, , , false",
        "`{\"thinkingBudget\":-1}`, ADAPTIVE, , , false",
        "`{\"thinkingBudget\":512}`, ON, , 512, false",
        "`{\"thinkingBudget\":512,\"includeThoughts\":true}`, ON, , 512, true",
        "`{\"includeThoughts\":true}`, ADAPTIVE, , , true",
        "`{\"thinkingLevel\":\"LOW\"}`, UNSAID, LOW, , false",
        "`{\"thinkingLevel\":\"high\",\"includeThoughts\":true}`, UNSAID, HIGH, , true",
      })
  void budgetsAndLevelsOfThinkingAreRead(
      String config, Thinking.Mode mode, Thinking.Effort effort, Integer budget, boolean visible) {
    var body = "{" + HELLO + ",\"generationConfig\":{\"thinkingConfig\":" + config + "}}";
    assertThat(Setting.conversation(body).thinking())
        .isEqualTo(new Thinking(mode, effort, budget, visible));
  }

  @ParameterizedTest
  @CsvSource({
    // effort, model, level, budget
    "none, gemini-3-pro, LOW, ",
    "none, gemini-3-flash, MINIMAL, ",
    "minimal, gemini-3-pro, LOW, ",
    "minimal, gemini-3-flash, MINIMAL, ",
    "medium, gemini-3-pro, MEDIUM, ",
    "xhigh, gemini-3-pro, HIGH, ",
    "none, gemini-2.5-flash, , 0",
    "none, gemini-2.5-pro, , 128",
    "low, gemini-2.5-pro, , 1024",
    "medium, gemini-2.5-flash, , 8192",
    "high, gemini-2.5-flash, , 24576",
    "high, models/gemini-2.5-flash, , 24576",
  })
  void anEffortIsALevelOrABudget(String effort, String model, String level, Integer budget)
      throws IOException {
    var body = chat("\"reasoning_effort\":\"" + effort + "\"");
    var thinking =
        said("chat", body, Setting.target("gemini", model)).at("/generationConfig/thinkingConfig");
    assertThat(thinking.path("thinkingLevel").textValue()).isEqualTo(level);
    assertThat(thinking.has("thinkingBudget") ? thinking.get("thinkingBudget").intValue() : null)
        .isEqualTo(budget);
  }

  @Test
  void aModelThatDoesNotThinkIsNotAskedTo() throws IOException {
    var usual = Setting.target("gemini");
    var target = new Target(usual.model(), usual.realm(), Set.of(), 0, Set.of());
    var body = chat("\"reasoning_effort\":\"high\"");
    assertThat(said("chat", body, target).has("generationConfig")).isFalse();
    assertThat(losses("chat", body, target))
        .anyMatch(l -> l.path().equals("reasoning_effort") || l.severity() == Severity.DEGRADING);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"mode\":\"NONE\"}`, None",
        "`{\"mode\":\"AUTO\"}`, Auto",
        "`{\"mode\":\"ANY\"}`, Required",
        "`{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}`, Named",
        "`{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\",\"g\"]}`, Allowed",
        "`{\"mode\":\"VALIDATED\",\"allowedFunctionNames\":[\"f\"]}`, Allowed",
      })
  void choicesAreReadAndSaidAgain(String calling, String kind) throws IOException {
    var body =
        "{"
            + HELLO
            + ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\"},{\"name\":\"g\"}]}],"
            + "\"toolConfig\":{\"functionCallingConfig\":"
            + calling
            + "}}";
    ToolChoice choice = Setting.conversation(body).tooling().choice();
    assertThat(choice.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(
            said("gemini", body, Setting.target("gemini")).at("/toolConfig/functionCallingConfig"))
        .isEqualTo(Google.tree(calling));
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-3-pro-preview, true, false",
    "gemini-3.5-flash, true, true",
    "gemini-pro-latest, true, false",
    "gemini-flash-latest, true, true",
    "projects/p/locations/l/endpoints/7, true, false",
    "gemini-2.5-pro, false, false",
    "models/gemini-2.0-flash-lite, false, true",
    "publishers/google/models/gemini-1.5-flash-002, false, true",
    "gemini-pro, false, false",
    "gemini-pro-vision, false, false",
  })
  void theGenerationIsKnownByTheName(String model, boolean thirdOrLater, boolean flash) {
    assertThat(Generation.of(Setting.target("gemini", model)))
        .isEqualTo(new Generation(thirdOrLater, flash));
  }

  @Test
  void anEarlierGenerationGetsNoSkipAndNoFormatBesideTools() throws IOException {
    var body =
        """
        {"model":"gpt-5","messages":[{"role":"user","content":"?"},
         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
           "function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"c1","content":"x"}],
         "tools":[{"type":"function","function":{"name":"f"}}],
         "response_format":{"type":"json_object"}}\
        """;
    var target = Setting.target("gemini", "gemini-2.0-flash-001");
    var said = said("chat", body, target);
    assertThat(said.toString())
        .contains("\"id\":\"c1\"")
        .doesNotContain("thoughtSignature", "responseMimeType");
    assertThat(losses("chat", body, target))
        .anyMatch(l -> l.severity() == Severity.SEMANTIC && l.path().equals("response_format"));
    assertThat(said("chat", body, Setting.target("gemini")).toString())
        .contains("skip_thought_signature_validator", "\"id\":\"c1\"", "application/json");
  }

  @Test
  void onlyCallsBehindTheLastQuestionAreExcusedFromTheirSignature() throws IOException {
    var body =
        """
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"?"},
         {"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"x"}]},
         {"role":"assistant","content":"done"},{"role":"user","content":"more"},
         {"role":"assistant","content":[{"type":"tool_use","id":"b","name":"f","input":{}},
           {"type":"tool_use","id":"c","name":"f","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"b","content":"x"},
           {"type":"tool_result","tool_use_id":"c","content":"x"}]},
         {"role":"assistant","content":[{"type":"tool_use","id":"d","name":"f","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"d","content":"x"}]}]}\
        """;
    var contents = said("anthropic", body, Setting.target("gemini")).get("contents");
    assertThat(contents.at("/1/parts/0").has("thoughtSignature")).isFalse();
    assertThat(contents.at("/5/parts/0/thoughtSignature").textValue()).isEqualTo(Signatures.SKIP);
    assertThat(contents.at("/5/parts/1").has("thoughtSignature")).isFalse();
    assertThat(contents.at("/7/parts/0/thoughtSignature").textValue()).isEqualTo(Signatures.SKIP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "skip_thought_signature_validator",
        "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=",
        "context_engineering_is_the_way_to_go",
        "Y29udGV4dF9lbmdpbmVlcmluZ19pc190aGVfd2F5X3RvX2dv"
      })
  void aSkipOfTheCallersIsNoSignature(String skip) throws IOException {
    var body =
        "{\"contents\":[{\"parts\":[{\"text\":\"?\"}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":"
            + "{\"name\":\"f\"},\"thoughtSignature\":\""
            + skip
            + "\"}]},{\"parts\":"
            + "[{\"functionResponse\":{\"name\":\"f\",\"response\":{}}}]}]}";
    assertThat(Setting.conversation(body).turns().get(1).parts().getFirst().marks().opaque())
        .isEmpty();
    var part = said("gemini", body, Setting.target("gemini")).at("/contents/1/parts/0");
    assertThat(part.get("thoughtSignature").asText()).isEqualTo(Signatures.SKIP);
  }

  @Test
  void malformedArgumentsAreToldAndNeverBecomeNone() throws IOException {
    var body =
        """
        {"model":"gpt-5","messages":[{"role":"user","content":"?"},
         {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function",
           "function":{"name":"f","arguments":"{\\"a\\":"}},{"id":"c2","type":"function",
           "function":{"name":"g","arguments":""}}]},
         {"role":"tool","tool_call_id":"c1","content":"x"},
         {"role":"tool","tool_call_id":"c2","content":"x"}]}\
        """;
    var parts = said("chat", body, Setting.target("gemini")).at("/contents/1/parts");
    assertThat(parts.at("/0/functionCall/args/malformed_arguments").textValue())
        .isEqualTo("{\"a\":");
    assertThat(parts.at("/1/functionCall/args")).isEmpty();
  }

  @Test
  void resultsAreReadAsErrorTextOrObject() {
    var body =
        """
        {"contents":[{"parts":[{"text":"?"}]},{"role":"model","parts":[
          {"functionCall":{"name":"a"}},{"functionCall":{"name":"b"}},{"functionCall":{"name":"c"}},
          {"functionCall":{"name":"d"}}]},
         {"parts":[{"functionResponse":{"name":"a","response":{"output":"text"}}},
          {"functionResponse":{"name":"b","response":{"error":"bad"}}},
          {"functionResponse":{"name":"c","response":{"output":{"x":1}}}},
          {"functionResponse":{"name":"d","response":{"error":"e","code":1}}}]}]}\
        """;
    var results = Setting.conversation(body).turns().get(2);
    assertThat(results.role()).isEqualTo(Role.TOOL);
    assertThat(results.parts())
        .extracting(
            part ->
                part instanceof Part.ToolResult result
                    ? result.isError() + " " + ((Part.Text) result.content().getFirst()).text()
                    : "")
        .containsExactly(
            "false text",
            "true bad",
            "false {\"output\":{\"x\":1}}",
            "false {\"error\":\"e\",\"code\":1}");
  }

  @Test
  void theSameHistoryGetsTheSameIdsAgain() {
    var turn =
        "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"f\"}}]},"
            + "{\"parts\":[{\"functionResponse\":{\"name\":\"f\",\"response\":{}}}]}";
    var once = Setting.conversation("{\"contents\":[{\"parts\":[{\"text\":\"?\"}]}," + turn + "]}");
    var twice =
        Setting.conversation(
            "{\"contents\":[{\"parts\":[{\"text\":\"?\"}]}," + turn + "," + turn + "]}");
    assertThat(twice.turns().subList(0, 3)).isEqualTo(once.turns());
    assertThat(twice.turns().get(3)).isNotEqualTo(once.turns().get(1));
  }

  @Test
  void tokensAreCountedOfAWholeRequest() throws IOException {
    var context = new RequestContext(Purpose.COUNT, "gemini-3-pro", false);
    var inner =
        "{\"generateContentRequest\":{\"model\":\"models/x\",\"systemInstruction\":"
            + "{\"parts\":[{\"text\":\"S\"}]},"
            + HELLO
            + "}}";
    var read =
        (Decoded.Read<Conversation>) Setting.GEMINI.decodeRequest(inner.getBytes(UTF_8), context);
    assertThat(read.value().purpose()).isEqualTo(Purpose.COUNT);
    assertThat(read.value().model()).isEqualTo("gemini-3-pro");
    assertThat(read.value().turns()).hasSize(2);
    var encoded = Setting.GEMINI.encodeRequest(read.value(), Setting.target("gemini"));
    assertThat(Google.tree(Setting.text(encoded)))
        .isEqualTo(
            Google.tree(
                "{\"generateContentRequest\":{\"model\":\"models/gemini-3-pro\","
                    + "\"systemInstruction\":{\"parts\":[{\"text\":\"S\"}]},"
                    + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}}"));
    var vertex = Setting.target("gemini", "gemini-3-pro", Quirk.VERTEX);
    assertThat(Google.tree(Setting.text(Setting.GEMINI.encodeRequest(read.value(), vertex))))
        .isEqualTo(
            Google.tree(
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"S\"}]},"
                    + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}"));
    assertThat(Setting.GEMINI.encodeCount(31)).asString().isEqualTo("{\"totalTokens\":31}");
    assertThat(Setting.GEMINI.decodeCount("{\"totalTokens\":31}".getBytes(UTF_8)))
        .hasToString("Read[value=31, losses=[]]");
  }

  @Test
  void theModelStandsInThePathOrElseInTheBody() {
    var body = ("{\"model\":\"models/gemini-3-pro\"," + HELLO + "}").getBytes(UTF_8);
    var bare =
        (Decoded.Read<Conversation>) Setting.GEMINI.decodeRequest(body, RequestContext.ANSWER);
    assertThat(bare.value().model()).isEqualTo("gemini-3-pro");
  }

  @Test
  void aDocumentOfTextAndANamedFileAreSaid() throws IOException {
    var body =
        """
        {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[
         {"type":"document","title":"t","source":{"type":"text","media_type":"text/plain",
          "data":"é"}}]}]}\
        """;
    var vertex = Setting.target("gemini", "gemini-3-pro", Quirk.VERTEX);
    assertThat(said("anthropic", body, vertex).at("/contents/0/parts/0/inlineData"))
        .isEqualTo(
            Google.tree("{\"mimeType\":\"text/plain\",\"data\":\"w6k=\",\"displayName\":\"t\"}"));
  }
}
