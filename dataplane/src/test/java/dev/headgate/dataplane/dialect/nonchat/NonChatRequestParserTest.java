package dev.headgate.dataplane.dialect.nonchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.NonChatKind;
import dev.headgate.dataplane.dialect.ReadRequest;
import dev.headgate.dataplane.dialect.WholeAnswer;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NonChatRequestParserTest {
  private static final CallerDialect.ExchangeName NAME = new CallerDialect.ExchangeName("x", 1);

  private static ReadRequest read(String path, byte[] bytes) {
    return Objects.requireNonNull(NonChatCaller.at(path)).read(bytes, bytes.length, NAME);
  }

  private static NonChatRequest understood(String path, String body) {
    var read = read(path, body.getBytes(StandardCharsets.UTF_8));
    assertThat(read).isInstanceOf(ReadRequest.Understood.class);
    return (NonChatRequest) ((ReadRequest.Understood) read).request();
  }

  @ParameterizedTest(name = "{0} {1} is told: {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "embeddings | [] | $ | must be a JSON object",
        "embeddings | {\"model\": | $ | is not valid JSON",
        "embeddings | {\"model\":\"m\",\"input\":\"x\"}{} | $ | is followed by something else",
        "embeddings | {\"input\":\"x\"} | $.model | is required",
        "embeddings | {\"model\":\"m\"} | $.input | is required",
        "embeddings | {\"model\":\"m\",\"input\":\"\"} | $.input | must not be empty",
        "embeddings | {\"model\":\"m\",\"input\":[]} | $.input | must not be empty",
        "embeddings | {\"model\":\"m\",\"input\":null} | $.input | must be a string or an array",
        "embeddings | {\"model\":\"m\",\"input\":[\"x\",\"\"]} | $.input[1] | must not be empty",
        "embeddings | {\"model\":\"m\",\"input\":[1,\"x\"]} | $.input | must not mix",
        "embeddings | {\"model\":\"m\",\"input\":[-1]} | $.input[0] | must be between",
        "embeddings | {\"model\":\"m\",\"input\":[[1],[]]} | $.input[1] | must not be empty",
        "embeddings | {\"model\":\"m\",\"input\":[{}]} | $.input[0] | must be a string",
        "embeddings | {\"model\":\"m\",\"input\":\"x\",\"input\":\"y\"} | $.input | appears twice",
        "embeddings | {\"model\":\"m\",\"input\":\"x\",\"dimensions\":0} | $.dimensions | must be"
            + " between",
        "embeddings | {\"model\":\"m\",\"input\":\"x\",\"encoding_format\":\"hex\"} |"
            + " $.encoding_format | must be float or base64",
        "moderations | {\"input\":[{\"text\":\"x\"}]} | $.input[0].type | is required",
        "moderations | {\"input\":[{\"type\":\"text\"}]} | $.input[0] | must have a text",
        "moderations | {\"model\":null,\"input\":\"x\"} | $.model | must be a string, or not be"
            + " there",
        "moderations | {\"input\":[1]} | $.input[0] | must be a string",
        "rerank | {\"model\":\"m\",\"documents\":[\"x\"]} | $.query | is required",
        "rerank | {\"model\":\"m\",\"query\":\"q\"} | $.documents | is required",
        "rerank | {\"model\":\"m\",\"query\":\"q\",\"documents\":[]} | $.documents | must not be"
            + " empty",
        "rerank | {\"model\":\"m\",\"query\":\"q\",\"documents\":[1]} | $.documents[0] | must be a"
            + " string or an object",
        "rerank | {\"model\":\"m\",\"query\":\"q\",\"documents\":[\"x\"],\"top_n\":0} | $.top_n |"
            + " must be between",
      })
  void whatNoProviderWouldTakeIsTold(String call, String body, String path, String message) {
    assertThat(read("/v1/" + call, body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            ReadRequest.Invalid.class,
            invalid -> {
              assertThat(invalid.path()).isEqualTo(path);
              assertThat(invalid.message()).startsWith(message);
            });
  }

  @Test
  void tokensAreCountedOrEstimatedAndTheLongestInputIsKnown() {
    var numbers =
        understood("/v1/embeddings", "{\"model\":\"m\",\"input\":[[1,2,3],[4,5,6,7,8]]}").asked();
    var texts =
        understood(
                "/v1/embeddings",
                "{\"model\":\"m\",\"input\":[\""
                    + "a".repeat(70)
                    + "\",\""
                    + "b".repeat(700)
                    + "\"]}")
            .asked();
    var ranking =
        understood(
                "/v1/rerank",
                "{\"model\":\"m\",\"query\":\""
                    + "q".repeat(35)
                    + "\",\"documents\":[\""
                    + "a".repeat(35)
                    + "\",{\"text\":\""
                    + "b".repeat(24)
                    + "\"}]}")
            .asked();

    assertThat(numbers.inputTokens()).isEqualTo(8);
    assertThat(numbers.longestInput()).isEqualTo(5);
    assertThat(texts.inputTokens()).isEqualTo(220);
    assertThat(texts.longestInput()).isEqualTo(200);
    assertThat(ranking.inputTokens()).isEqualTo(30);
    assertThat(ranking.longestInput()).isEqualTo(20);
    assertThat(numbers.needs()).containsExactly(Capability.Embeddings);
    assertThat(ranking.needs()).isEmpty();
    assertThat(numbers.operation()).isEqualTo("embeddings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "embeddings | { \"model\" : \"m\", \"input\":\"é\" } | { \"model\" : \"p\\\"q\","
            + " \"input\":\"é\" }",
        "moderations | {\"input\":\"x\"} | {\"model\":\"p\\\"q\",\"input\":\"x\"}",
        "rerank | {\"query\":\"q\",\"documents\":[\"d\"],\"model\":\"m\"} |"
            + " {\"query\":\"q\",\"documents\":[\"d\"],\"model\":\"p\\\"q\"}",
      })
  void onlyTheModelIsChanged(String call, String body, String sent) {
    ByteBuf patched = understood("/v1/" + call, body).named("p\"q");

    assertThat(patched.toString(StandardCharsets.UTF_8)).isEqualTo(sent);
  }

  @Test
  void aModerationWithoutAModelAsksForTheOneThatOpenAiTakes() {
    assertThat(understood("/v1/moderations", "{\"input\":\"x\"}").asked().model())
        .isEqualTo("omni-moderation-latest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      nullValues = "none",
      value = {
        "{\"data\":[],\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}} | 7",
        "{\"usage\":{\"total_tokens\":9},\"data\":[]} | 9",
        "{\"data\":[],\"usage\":{\"input_tokens\":3,\"total_tokens\":9}} | 3",
        "{\"data\":[],\"usage\":{}} | none",
        "{\"data\":[],\"usage\":null} | none",
        "{\"data\":[],\"usage\":{\"prompt_tokens\":\"many\"}} | none",
      })
  void usageIsReadWhereverItStands(String answer, Long tokens) {
    var bytes = answer.getBytes(StandardCharsets.UTF_8);

    assertThat(new NonChatAnswers(NonChatKind.EMBEDDINGS).whole(bytes, bytes.length))
        .isEqualTo(
            new WholeAnswer.Complete(
                tokens == null ? null : new Usage(tokens, 0, 0, 0, 0, 0), false, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[]",
        "{\"data\":{}}",
        "{\"results\":[]}",
        "{\"data\":[]} x",
        "{\"data\":[",
      })
  void whatIsNoAnswerIsGarbled(String answer) {
    var bytes = answer.getBytes(StandardCharsets.UTF_8);

    assertThat(new NonChatAnswers(NonChatKind.EMBEDDINGS).whole(bytes, bytes.length))
        .isInstanceOf(WholeAnswer.Garbled.class);
  }

  @Property(seed = "1")
  void anyBytesAreReadOrRefused(@ForAll byte[] body) {
    for (var kind : NonChatKind.values()) {
      assertThatCode(() -> new NonChatCaller(kind).read(body, body.length, NAME))
          .doesNotThrowAnyException();
      assertThatCode(() -> new NonChatAnswers(kind).whole(body, body.length))
          .doesNotThrowAnyException();
    }
  }
}
