package dev.headgate.dataplane.dialect.passed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Realm;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one pass over a request finds, and what of it keeps its bytes from being passed on. */
final class PassedFactsTest {
  private static final String SEALED =
      Envelope.seal(List.of(new Opaque(new Realm("google", "gemini", ""), "x", "y")));
  private static final String USER = "{\"role\":\"user\",\"content\":\"Hi\"}";
  private static final String USE =
      "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"a\",\"input\":{}}";
  private static final String RESULT =
      "{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"content\":\"sun\"}";
  private static final String THOUGHT =
      "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"}";
  private static final String THINK = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},";

  private static PassedFacts read(Dialect dialect, String body) throws InvalidBodyException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return switch (dialect) {
      case Anthropic -> MessagesFacts.read(bytes, bytes.length);
      case OpenAIResponses -> ResponsesFacts.read(bytes, bytes.length);
      default -> GenerateFacts.read(bytes, bytes.length, "gemini-3-pro", true);
    };
  }

  private static String messages(String fields, String... messages) {
    return "{\"model\":\"m\",\"max_tokens\":9,"
        + fields
        + "\"messages\":["
        + String.join(",", messages)
        + "]}";
  }

  private static String assistant(String... blocks) {
    return "{\"role\":\"assistant\",\"content\":[" + String.join(",", blocks) + "]}";
  }

  private static String user(String... blocks) {
    return "{\"content\":[" + String.join(",", blocks) + "],\"role\":\"user\"}";
  }

  private static String input(String... items) {
    return "{\"model\":\"m\",\"input\":[" + String.join(",", items) + "]}";
  }

  private static String contents(String... contents) {
    return "{\"contents\":[" + String.join(",", contents) + "]}";
  }

  private static Arguments of(Dialect dialect, String name, String body, Hindrance... found) {
    return Arguments.of(dialect, name, body, Set.of(found));
  }

  static Stream<Arguments> requests() {
    var call =
        "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"a\",\"arguments\":\"{}\"}";
    var output = "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"sun\"}";
    var ask = "{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}";
    var does =
        "{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"a\"},\"thoughtSignature\":\"s\"}]}";
    var result = "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"a\"}}]}";
    return Stream.of(
        of(Dialect.Anthropic, "a question", messages("", USER)),
        of(
            Dialect.Anthropic,
            "a tool loop",
            messages("", USER, assistant(THOUGHT, USE), user(RESULT))),
        of(
            Dialect.Anthropic,
            "a tool loop that thinks",
            messages(THINK, USER, assistant(THOUGHT, USE), user(RESULT)),
            Hindrance.THINKING_BUDGET),
        of(
            Dialect.Anthropic,
            "a tool loop that did not think before",
            messages(THINK, USER, assistant(USE), user(RESULT)),
            Hindrance.THINKING_BUDGET,
            Hindrance.NO_THINKING_BEFORE),
        of(
            Dialect.Anthropic,
            "a new question after one that did not think",
            messages(THINK, USER, assistant(USE), user(RESULT), assistant(text("Sun.")), USER),
            Hindrance.THINKING_BUDGET),
        of(
            Dialect.Anthropic,
            "another provider's reasoning",
            messages("", USER, assistant(THOUGHT.replace("c2ln", SEALED), USE), user(RESULT)),
            Hindrance.SEALED),
        of(
            Dialect.Anthropic,
            "reasoning of nobody's",
            messages("", USER, assistant(THOUGHT.replace("c2ln", ""), USE), user(RESULT)),
            Hindrance.UNSIGNED_THINKING),
        of(
            Dialect.Anthropic,
            "a call without a result",
            messages("", USER, assistant(USE), USER),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "a result without a call",
            messages("", USER, assistant(text("a")), user(RESULT)),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "one id for two calls",
            messages("", USER, assistant(USE, USE), user(RESULT, RESULT)),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "an id of another alphabet",
            messages(
                "",
                USER,
                assistant(USE.replace("t1", "functions.a:0")),
                user(RESULT.replace("t1", "functions.a:0"))),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "an empty text",
            messages("", USER, assistant(text(""), text("a")), USER),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "an id of an earlier turn",
            messages("", USER, assistant(USE), user(RESULT), assistant(USE), user(RESULT)),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "words before a result",
            messages("", USER, assistant(USE), user(text("a"), RESULT)),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "a thought that nothing follows",
            messages("", USER, assistant(text("a"), THOUGHT), USER),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "an answer first",
            messages("", assistant(text("a")), USER),
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "an answer last",
            messages("", USER, assistant(text("a"))),
            Hindrance.PREFILL),
        of(
            Dialect.Anthropic,
            "sampling",
            messages("\"temperature\":1,\"top_p\":0.9,\"top_k\":3,", USER),
            Hindrance.TEMPERATURE,
            Hindrance.TOP_P,
            Hindrance.TOP_K),
        of(
            Dialect.Anthropic,
            "a thread begins",
            messages("\"thread\":{\"type\":\"create\"},", USER),
            Hindrance.THREAD),
        of(
            Dialect.Anthropic,
            "a thread goes on",
            messages(
                "\"thread\":{\"previous_message_id\":\"msg_1\",\"type\":\"continue\"},",
                user(RESULT)),
            Hindrance.THREAD,
            Hindrance.CONTINUED,
            Hindrance.BROKEN),
        of(
            Dialect.Anthropic,
            "a thread goes on from another provider's answer",
            messages(
                "\"thread\":{\"type\":\"continue\",\"previous_message_id\":\"chatcmpl-1\"},", USER),
            Hindrance.THREAD,
            Hindrance.CONTINUED,
            Hindrance.FOREIGN_THREAD),
        of(Dialect.Anthropic, "no thread", messages("\"thread\":null,", USER)),
        of(Dialect.OpenAIResponses, "a question", "{\"model\":\"m\",\"input\":\"Hi\"}"),
        of(Dialect.OpenAIResponses, "a tool loop", input(call, output)),
        of(
            Dialect.OpenAIResponses,
            "a result before its call",
            input(output, call),
            Hindrance.BROKEN),
        of(Dialect.OpenAIResponses, "no result", input(call), Hindrance.BROKEN),
        of(Dialect.OpenAIResponses, "no call", input(output), Hindrance.BROKEN),
        of(
            Dialect.OpenAIResponses,
            "a result of a stored call",
            "{\"previous_response_id\":\"r\"," + input(output).substring(1)),
        of(
            Dialect.OpenAIResponses,
            "another provider's reasoning",
            input(
                "{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[],\"encrypted_content\":\""
                    + SEALED
                    + "\"}"),
            Hindrance.SEALED),
        of(
            Dialect.OpenAIResponses,
            "neither stored nor sealed",
            "{\"model\":\"m\",\"store\":false,\"input\":\"Hi\"}",
            Hindrance.BROKEN),
        of(
            Dialect.OpenAIResponses,
            "sealed",
            "{\"model\":\"m\",\"store\":false,\"include\":[\"reasoning.encrypted_content\"],\"input\":"
                + "[{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[],\"encrypted_content\":\"e\"}]}",
            Hindrance.THINKING),
        of(
            Dialect.OpenAIResponses,
            "reasoning that nobody has",
            "{\"model\":\"m\",\"store\":false,\"include\":[\"reasoning.encrypted_content\"],\"input\":"
                + "[{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[]}]}",
            Hindrance.BROKEN,
            Hindrance.THINKING),
        of(
            Dialect.OpenAIResponses,
            "what only some models take",
            "{\"model\":\"m\",\"temperature\":0.5,\"top_p\":0.5,\"reasoning\":{\"effort\":\"low\"},"
                + "\"top_logprobs\":2,\"input\":\"Hi\"}",
            Hindrance.TEMPERATURE,
            Hindrance.TOP_P,
            Hindrance.THINKING,
            Hindrance.LOG_PROBS),
        of(
            Dialect.OpenAIResponses,
            "what all of them take",
            "{\"model\":\"m\",\"temperature\":1,\"top_p\":1.0,\"reasoning\":{\"effort\":null},"
                + "\"top_logprobs\":0,\"input\":\"Hi\"}"),
        of(
            Dialect.OpenAIResponses,
            "in the background",
            "{\"model\":\"m\",\"background\":true,\"input\":\"Hi\"}",
            Hindrance.BACKGROUND),
        of(Dialect.Gemini, "a question", contents(ask)),
        of(Dialect.Gemini, "a tool loop", contents(ask, does, result)),
        of(
            Dialect.Gemini,
            "a call without a signature",
            contents(ask, does.replace(",\"thoughtSignature\":\"s\"", ""), result),
            Hindrance.UNSIGNED_CALL),
        of(
            Dialect.Gemini,
            "another provider's reasoning",
            contents(ask, does.replace("\"s\"", '"' + SEALED + '"'), result),
            Hindrance.SEALED),
        of(
            Dialect.Gemini,
            "the model's turn at the end",
            contents(ask, "{\"role\":\"model\",\"parts\":[{\"text\":\"So\"}]}"),
            Hindrance.PREFILL),
        of(
            Dialect.Gemini,
            "a level",
            thinking("thinkingLevel\":\"LOW\""),
            Hindrance.THINKING,
            Hindrance.THINKING_LEVEL),
        of(Dialect.Gemini, "a budget", thinking("thinking_budget\":-1"), Hindrance.THINKING),
        of(
            Dialect.Gemini,
            "no thinking",
            thinking("thinking_budget\":0"),
            Hindrance.THINKING,
            Hindrance.NO_THINKING),
        of(
            Dialect.Gemini,
            "a call behind words in a content of their own",
            contents(ask, "{\"role\":\"model\",\"parts\":[{\"text\":\"Well\"}]}", does, result),
            Hindrance.BROKEN),
        of(Dialect.Gemini, "no result", contents(ask, does, ask), Hindrance.BROKEN),
        of(Dialect.Gemini, "no call", contents(ask, result), Hindrance.BROKEN),
        of(
            Dialect.Gemini,
            "no parts",
            contents(ask, "{\"role\":\"model\",\"parts\":[]}", ask),
            Hindrance.BROKEN));
  }

  private static String thinking(String field) {
    return "{\"generation_config\":{\"thinking_config\":{\""
        + field
        + "}},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}";
  }

  private static String text(String text) {
    return "{\"type\":\"text\",\"text\":\"" + text + "\"}";
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("requests")
  void whatHindersIsFound(Dialect dialect, String name, String body, Set<Hindrance> expected)
      throws InvalidBodyException {
    assertThat(read(dialect, body).hindrances()).as(name).isEqualTo(expected);
  }

  @Test
  void whatARequestNeedsIsFound() throws InvalidBodyException {
    var anthropic =
        read(
            Dialect.Anthropic,
            messages(
                "\"stream\":true,\"tools\":[{}],\"metadata\":{\"user_id\":\"u\"},"
                    + "\"output_config\":{\"format\":{\"type\":\"json_schema\"}},",
                user(
                    "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AAAA\"}}",
                    "{\"source\":{\"data\":\"AAAA\",\"type\":\"base64\"},\"type\":\"document\"}",
                    "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"AAAA\"}}")));
    assertThat(anthropic.needs())
        .containsExactlyInAnyOrder(
            Capability.Streaming,
            Capability.Tools,
            Capability.JsonSchema,
            Capability.Vision,
            Capability.Documents);
    assertThat(anthropic.session()).isEqualTo("u");
    assertThat(anthropic.inputTokens()).isGreaterThan(1_500);
    var responses =
        read(
            Dialect.OpenAIResponses,
            "{\"model\":\"m\",\"stream\":true,\"tools\":[{}],\"prompt_cache_key\":\"k\",\"user\":\"u\","
                + "\"text\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"string\"}}},"
                + "\"include\":[\"message.output_text.logprobs\"],\"max_output_tokens\":7,"
                + "\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"x\"},"
                + "{\"type\":\"input_file\",\"file_data\":\"x\"}]}]}");
    assertThat(responses.needs())
        .containsExactlyInAnyOrder(
            Capability.Streaming,
            Capability.Tools,
            Capability.JsonSchema,
            Capability.LogProbs,
            Capability.Vision,
            Capability.Documents);
    assertThat(responses.session()).isEqualTo("k");
    assertThat(responses.outputCap()).isEqualTo(7);
    var gemini =
        read(
            Dialect.Gemini,
            "{\"tools\":[{}],\"generation_config\":{\"max_output_tokens\":7,\"candidateCount\":2,"
                + "\"responseSchema\":{},\"responseLogprobs\":true},\"contents\":[{\"parts\":["
                + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA\"}},"
                + "{\"inline_data\":{\"data\":\"AA\",\"mime_type\":\"audio/wav\"}},"
                + "{\"fileData\":{\"mimeType\":\"application/pdf\",\"fileUri\":\"x\"}}]}]}");
    assertThat(gemini.needs())
        .containsExactlyInAnyOrder(
            Capability.Streaming,
            Capability.Tools,
            Capability.JsonSchema,
            Capability.LogProbs,
            Capability.Vision,
            Capability.Audio,
            Capability.Documents);
    assertThat(gemini.choices()).isEqualTo(2);
    assertThat(gemini.outputCap()).isEqualTo(7);
  }

  /** Another cap is written where the dialect wants it, and the body stays JSON. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Anthropic | {"model":"m","max_tokens": 9 ,"messages":[{"role":"user","content":"a"}]} | {"model":"m","max_tokens": 5 ,"messages":[{"role":"user","content":"a"}]}
          OpenAIResponses | {"model":"m","input":"a"} | {"model":"m","max_output_tokens":5,"input":"a"}
          OpenAIResponses | {"input":"a","max_output_tokens":null,"model":"m"} | {"input":"a","max_output_tokens":5,"model":"m"}
          Gemini | {"contents":[{"parts":[{"text":"a"}]}]} | {"generationConfig":{"maxOutputTokens":5},"contents":[{"parts":[{"text":"a"}]}]}
          Gemini | {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{}} | {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":5}}
          Gemini | {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"topP":1}} | {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"maxOutputTokens":5,"topP":1}}
          Gemini | {"contents":[{"parts":[{"text":"a"}]}],"generation_config":{"max_output_tokens":9}} | {"contents":[{"parts":[{"text":"a"}]}],"generation_config":{"max_output_tokens":5}}
          """)
  void anotherCapHasItsPlace(Dialect dialect, String body, String capped)
      throws InvalidBodyException {
    var place = read(dialect, body).capPlace();

    assertThat(
            body.substring(0, place.start())
                + place.before()
                + 5
                + place.after()
                + body.substring(place.end()))
        .isEqualTo(capped);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Anthropic | {"model":"m","messages":[{"role":"user","content":"a"}]}
          Anthropic | {"model":"m","max_tokens":9,"messages":[]}
          Anthropic | {"model":"m","max_tokens":9,"messages":[{"role":"system","content":"a"}]}
          Anthropic | {"model":"m","model":"m","max_tokens":9,"messages":[{"role":"user","content":"a"}]}
          OpenAIResponses | {"input":"a"}
          OpenAIResponses | {"model":"m","input":"a"} {}
          OpenAIResponses | {"model":"m","input":[1]}
          Gemini | {"contents":[]}
          Gemini | {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{},"generation_config":{}}
          Gemini | []
          """)
  void whatIsNotUnderstoodIsLeftToTheConversation(Dialect dialect, String body) {
    assertThatThrownBy(() -> read(dialect, body)).isInstanceOf(InvalidBodyException.class);
  }
}
