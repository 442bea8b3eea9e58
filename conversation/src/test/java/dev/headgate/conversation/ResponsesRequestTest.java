package dev.headgate.conversation;

import static dev.headgate.conversation.Dialects.text;
import static dev.headgate.conversation.Dialects.translate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of OpenAI Responses: what they say, and what is refused or told. */
final class ResponsesRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode json(Translated.Ready ready) {
    try {
      return JSON.readTree(ready.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String with(String fields) {
    return "{\"model\":\"m\",\"input\":\"q\"" + fields + "}";
  }

  private static String input(String items) {
    return "{\"model\":\"m\",\"store\":false,\"input\":[" + items + "]}";
  }

  private static List<String> told(Translated.Ready ready, Severity severity) {
    return ready.losses().stream()
        .filter(loss -> loss.severity() == severity)
        .map(Loss::path)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'{}';model;is required",
        "'{\"model\":\"m\"}';input;is required",
        "'{\"model\":\"m\",\"input\":7}';input;must be a string or an array of items",
        "'{\"model\":\"m\",\"input\":[]}';input;must not be empty",
        "'{\"model\":\"m\",\"input\":[{}]}';input[0].type;is required",
        "'{\"model\":\"m\",\"input\":[{\"role\":\"tool\",\"content\":\"x\"}]}';input[0].role;"
            + "'must be user, assistant, system or developer'",
        "'{\"model\":\"m\",\"input\":[{\"role\":\"user\"}]}';input[0].content;is required",
        "'{\"model\":\"m\",\"input\":[{\"type\":\"function_call\",\"name\":\"f\"}]}';"
            + "input[0].call_id;is required",
        "'{\"model\":\"m\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]}';input[0].content[0];must"
            + " have image_url or file_id",
        "'{\"model\":\"m\",\"input\":\"q\",\"temperature\":3}';temperature;"
            + "must be between 0 and 2",
        "'{\"model\":\"m\",\"input\":\"q\",\"max_output_tokens\":0}';max_output_tokens;"
            + "must be at least 1",
        "'{\"model\":\"m\",\"input\":\"q\",\"tool_choice\":\"any\"}';tool_choice;"
            + "'must be none, auto, required or an object'",
        "'{\"model\":\"m\",\"input\":\"q\",\"text\":{\"format\":{\"type\":\"xml\"}}}';"
            + "text.format.type;'must be text, json_object or json_schema'",
      })
  void whatIsInvalidIsToldByItsPath(String body, String path, String message) {
    var decoded =
        Dialects.RESPONSES.decodeRequest(
            body.getBytes(StandardCharsets.UTF_8), RequestContext.ANSWER);
    assertThat(decoded).isEqualTo(new Decoded.Invalid<>(path, message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "anthropic"})
  void whatOnlyTheProvidersStoreCanAnswerIsRefusedElsewhere(String to) {
    for (var body :
        List.of(
            with(",\"previous_response_id\":\"resp_1\""),
            with(",\"conversation\":{\"id\":\"conv_1\"}"),
            with(",\"prompt\":{\"id\":\"pmpt_1\"}"),
            with(",\"background\":true"),
            input(
                "{\"type\":\"item_reference\",\"id\":\"msg_1\"},{\"role\":\"user\",\"content\":\"q\"}"),
            input(
                "{\"type\":\"compaction\",\"encrypted_content\":\"x\"},{\"role\":\"user\",\"content\":\"q\"}"))) {
      var read = Dialects.read("responses", body);
      var translated =
          Translation.of(
              read.value(),
              read.losses(),
              Dialects.OUTBOUND.get(to),
              Dialects.target(to),
              LossPolicy.WARN);
      assertThat(translated).as(body).isInstanceOf(Translated.Refused.class);
    }
  }

  @Test
  void theStoreIsUsedOnlyByCallersWhoKnowIt() {
    assertThat(json(translate("responses", with(""), "responses")).has("store")).isFalse();
    assertThat(
            json(translate("responses", with(",\"store\":true"), "responses"))
                .path("store")
                .asBoolean())
        .isTrue();
    assertThat(
            json(translate("responses", with(",\"store\":false"), "responses"))
                .path("store")
                .asBoolean(true))
        .isFalse();
    var chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
    assertThat(json(translate("chat", chat, "responses")).path("store").asBoolean(true)).isFalse();
    assertThat(told(translate("responses", with(""), "chat"), Severity.DEGRADING)).isEmpty();
    assertThat(told(translate("responses", with(",\"store\":true"), "chat"), Severity.DEGRADING))
        .containsExactly("store");
  }

  @Test
  void encryptedReasoningIsAskedForWhereverThereMayBeSome() {
    var chat = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
    assertThat(text(translate("chat", chat, "responses")))
        .contains("\"include\":[\"reasoning.encrypted_content\"]");
    var usual = Dialects.target("responses");
    var plain =
        new Target(
            usual.model(),
            usual.realm(),
            EnumSet.complementOf(EnumSet.of(Capability.REASONING)),
            0,
            usual.quirks());
    assertThat(text(translate("chat", chat, "responses", plain))).doesNotContain("include");
  }

  @Test
  void aSummaryIsAskedForByWhoIsToSeeReasoningUnlessTheOrganisationMayNot() {
    var claude =
        "{\"model\":\"m\",\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":8000},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
    assertThat(json(translate("anthropic", claude, "responses")).path("reasoning").toString())
        .isEqualTo("{\"effort\":\"medium\",\"summary\":\"auto\"}");
    var ready = translate("anthropic", claude, "responses", Quirk.NO_REASONING_SUMMARY);
    assertThat(json(ready).path("reasoning").has("summary")).isFalse();
    assertThat(told(ready, Severity.DEGRADING)).contains("thinking");
  }

  @Test
  void severalAnswersAndStopTextsAreLossesOfMeaning() {
    var chat =
        "{\"model\":\"m\",\"n\":2,\"stop\":[\"END\"],\"seed\":1,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}";
    var ready = translate("chat", chat, "responses");
    assertThat(told(ready, Severity.SEMANTIC)).containsExactly("stop", "n");
    assertThat(told(ready, Severity.DEGRADING)).containsExactly("seed");
  }

  @ParameterizedTest
  @CsvSource({"1,16", "16,16", "500,500", "100000,8192"})
  void aCapOnOutputIsOneThatTheProviderTakes(int asked, int sent) {
    var ready = translate("responses", with(",\"max_output_tokens\":" + asked), "responses");
    assertThat(json(ready).path("max_output_tokens").asInt()).isEqualTo(sent);
    assertThat(told(ready, Severity.DEGRADING)).hasSize(asked == sent ? 0 : 1);
  }

  @Test
  void reasoningWithoutTheItemThatItLedToIsLeftOutAndTold() {
    var ready =
        translate(
            "responses",
            input(
                "{\"role\":\"user\",\"content\":\"q\"},"
                    + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"Z0FB\"},"
                    + "{\"role\":\"user\",\"content\":\"q2\"}"),
            "responses");
    assertThat(text(ready)).doesNotContain("reasoning\",", "Z0FB");
    assertThat(told(ready, Severity.DEGRADING)).containsExactly("input[1]");
  }

  @Test
  void reasoningThatLivesInTheStoreAloneIsLeftOutUnlessTheServerTakesItAsText() {
    var body =
        input(
            "{\"role\":\"user\",\"content\":\"q\"},"
                + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Hm.\"}]},"
                + "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"r\"}");
    assertThat(text(translate("responses", body, "responses"))).doesNotContain("rs_1", "fc_1");
    assertThat(text(translate("responses", body, "responses", Quirk.REASONING_CONTENT)))
        .contains("\"summary\":[],\"content\":[{\"type\":\"reasoning_text\",\"text\":\"Hm.\"}]");
  }

  @Test
  void contentThatThisVersionDoesNotKnowGoesOnInItsOwnDialectOnly() {
    var body =
        input(
            "{\"role\":\"user\",\"content\":[{\"type\":\"input_hologram\",\"beam\":1.50},{\"type\":\"input_text\",\"text\":\"q\"}]}");
    assertThat(text(translate("responses", body, "responses")))
        .contains("{\"type\":\"input_hologram\",\"beam\":1.50}");
    assertThat(told(translate("responses", body, "chat"), Severity.SEMANTIC))
        .containsExactly("input[0].content[0]");
  }

  @Test
  void aForcedToolOfTheProvidersOwnIsALossOfMeaningElsewhere() {
    var body =
        with(",\"tools\":[{\"type\":\"web_search\"}],\"tool_choice\":{\"type\":\"web_search\"}");
    assertThat(json(translate("responses", body, "responses")).path("tool_choice").toString())
        .isEqualTo("{\"type\":\"web_search\"}");
    assertThat(told(translate("responses", body, "anthropic"), Severity.SEMANTIC))
        .contains("tools[0]", "tool_choice");
  }

  @Test
  void aSchemaIsNotMadeStrictBecauseTheOtherDialectDidNotSay() {
    var chat =
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],"
            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}]}";
    assertThat(json(translate("chat", chat, "responses")).path("tools").get(0).path("strict"))
        .hasToString("false");
  }

  @Test
  void tokensAreCountedByTheFieldsThatTheEndpointTakes() throws IOException {
    var body =
        Files.readAllBytes(
            Path.of("src/test/golden/requests/responses-every-field/in-responses.json"));
    var read = Dialects.RESPONSES.decodeRequest(body, RequestContext.COUNT);
    var conversation = ((Decoded.Read<Conversation>) read).value();
    var encoded = Dialects.RESPONSES.encodeRequest(conversation, Dialects.target("responses"));
    assertThat(JSON.readTree(encoded.body()).properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "model",
            "instructions",
            "input",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning",
            "text",
            "truncation");
    assertThat(Dialects.RESPONSES.decodeCount(Dialects.RESPONSES.encodeCount(42)))
        .isEqualTo(new Answered.Read<>(42L, List.of()));
  }

  @Test
  void everyGoldenRequestKeepsTheProvidersRules() throws IOException {
    try (var files = Files.walk(Path.of("src/test/golden/requests"))) {
      for (var file : files.filter(f -> f.endsWith("out-responses.json")).toList()) {
        assertThat(ResponsesRules.broken(Files.readString(file))).as("%s", file).isEmpty();
      }
    }
  }
}
