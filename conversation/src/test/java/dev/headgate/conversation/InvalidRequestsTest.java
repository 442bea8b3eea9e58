package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.model.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong requests are told by path. */
final class InvalidRequestsTest {
  private static final String USER = "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]";

  private static String problem(String dialect, String body) {
    var decoded =
        Dialects.INBOUND
            .get(dialect)
            .decodeRequest(body.getBytes(StandardCharsets.UTF_8), RequestContext.ANSWER);
    return decoded instanceof Decoded.Invalid<?>(var path, var message)
        ? path + " " + message
        : "read";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "|$ is empty",
        "[]|$ must be an object",
        "{\"a\":1} x|$ is not valid JSON near byte 9",
        "{\"model\":\"m\"}|messages is required",
        "{\"model\":1,U}|model must be a string",
        "{\"model\":\"m\",\"messages\":[]}|messages must not be empty",
        "{\"model\":\"m\",\"messages\":[{\"content\":\"q\"}]}|messages[0].role is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"x\",\"content\":\"q\"}]}|messages[0].role must"
            + " be system, developer, user, assistant, tool or function",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]}|messages[0].content"
            + " must be a string or an array of parts",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}|messages[0].content[0].image_url.url"
            + " is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}|messages[0].tool_call_id"
            + " is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"arguments\":\"{}\"}}]}]}|messages[0].tool_calls[0].function.name"
            + " is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"\"}}]}]}|messages[0].content[0].image_url.url"
            + " must not be empty",
        "{\"model\":\"m\",U,\"temperature\":3}|temperature must be between 0 and 2",
        "{\"model\":\"m\",U,\"n\":0}|n must be between 1 and 128",
        "{\"model\":\"m\",U,\"n\":1.5}|n must be a whole number",
        "{\"model\":\"m\",U,\"max_tokens\":0}|max_tokens must be at least 1",
        "{\"model\":\"m\",U,\"max_tokens\":1,\"max_completion_tokens\":1}|max_tokens must not be"
            + " set beside max_completion_tokens",
        "{\"model\":\"m\",U,\"stream\":\"yes\"}|stream must be true or false",
        "{\"model\":\"m\",U,\"tool_choice\":\"some\"}|tool_choice must be none, auto, required or"
            + " an object",
        "{\"model\":\"m\",U,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}},{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]}|tools[1]"
            + " must have a name that no other tool has",
        "{\"model\":\"m\",U,\"response_format\":{\"type\":\"xml\"}}|response_format.type must be"
            + " text, json_object or json_schema",
        "{\"model\":\"m\",U,\"metadata\":{\"a\":1}}|metadata.a must be a string",
      })
  void ofChatCompletions(String body, String problem) {
    assertThat(problem("chat", body == null ? "" : body.replace("U", USER))).isEqualTo(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"model\":\"m\",U}|max_tokens is required",
        "{\"model\":\"m\",\"max_tokens\":0,U}|max_tokens must be at least 1",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"tool\",\"content\":\"q\"}]}|messages[0].role"
            + " must be user, assistant or system",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"q\"}]}]}|messages[0].content[0].type"
            + " is required",
        "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"f\",\"input\":\"{}\"}]}]}|messages[0].content[0].input"
            + " must be an object",
        "{\"model\":\"m\",\"max_tokens\":1,U,\"temperature\":1.1}|temperature must be between 0 and"
            + " 1",
        "{\"model\":\"m\",\"max_tokens\":1,U,\"thinking\":{\"type\":\"enabled\"}}|thinking.budget_tokens"
            + " is required",
        "{\"model\":\"m\",\"max_tokens\":1,U,\"tools\":[{\"name\":\"f\"}]}|tools[0].input_schema is"
            + " required",
        "{\"model\":\"m\",\"max_tokens\":1,U,\"tool_choice\":{\"type\":\"tool\"}}|tool_choice.name"
            + " is required",
        "{\"model\":\"m\",\"max_tokens\":1,U,\"system\":[{\"type\":\"text\"}]}|system[0].text is"
            + " required",
      })
  void ofMessages(String body, String problem) {
    assertThat(problem("anthropic", body.replace("U", USER))).isEqualTo(problem);
  }

  @Test
  void whatNoDialectIsWrittenInIsRefusedAtOnce() {
    assertThat(problem("chat", "{\"a\":" + "[".repeat(300) + "]".repeat(300) + "}"))
        .startsWith("$ is not valid JSON");
    assertThat(problem("chat", "[" + "0,".repeat(600_000) + "0]"))
        .isEqualTo("$ has more than 500000 values");
    var utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);
    assertThat(Dialects.CHAT.decodeRequest(utf16, RequestContext.ANSWER))
        .isEqualTo(new Decoded.Invalid<>("$", "is not valid JSON"));
  }

  @Test
  void tokensAreCountedWithoutMaxTokens() {
    var body = ("{\"model\":\"m\"," + USER + "}").getBytes(StandardCharsets.UTF_8);
    var read =
        (Decoded.Read<Conversation>) Dialects.ANTHROPIC.decodeRequest(body, RequestContext.COUNT);
    var sent = Dialects.ANTHROPIC.encodeRequest(read.value(), Dialects.target("anthropic"));
    assertThat(new String(sent.body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"model\":\"claude-opus-4-1\"," + USER + "}");
    assertThat(Dialects.CHAT.encodeRequest(read.value(), Dialects.target("chat")).losses())
        .hasSize(1);
    assertThat(Dialects.ANTHROPIC.decodeCount(Dialects.ANTHROPIC.encodeCount(42)))
        .isEqualTo(new Answered.Read<>(42L, List.of()));
  }
}
