package dev.headgate.conversation.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.model.Conversation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CountTokens: what Converse takes, without what no token comes of. */
final class BedrockCountTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatTokensComeOfIsAskedFor() throws Exception {
    var body =
        """
        {"model":"m","system":"Be brief.","thinking":{"type":"enabled","budget_tokens":2000},
         "tools":[{"name":"a","input_schema":{"type":"object"}}],"tool_choice":{"type":"auto"},
         "messages":[{"role":"user","content":"Hi"}]}
        """;
    var read = new AnthropicDialect().decodeRequest(body.getBytes(UTF_8), RequestContext.COUNT);
    var conversation = ((Decoded.Read<Conversation>) read).value();

    JsonNode asked =
        JSON.readTree(
            Bedrock.BEDROCK.encodeRequest(conversation, Bedrock.target(Bedrock.CLAUDE)).body());

    assertThat(asked.properties()).extracting(Map.Entry::getKey).containsExactly("input");
    assertThat(asked.path("input").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("converse");
    assertThat(asked.at("/input/converse").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("messages", "system", "toolConfig");
  }

  @Test
  void aNumberIsReadAndAllElseIsGarbled() {
    var bedrock = Bedrock.BEDROCK;

    assertThat(bedrock.decodeCount("{\"inputTokens\":31}".getBytes(UTF_8)))
        .isEqualTo(new Answered.Read<>(31L, List.of()));
    for (var wrong : List.of("{}", "{\"inputTokens\":-1}", "[", "{\"inputTokens\":\"3\"}")) {
      assertThat(bedrock.decodeCount(wrong.getBytes(UTF_8)))
          .as(wrong)
          .isInstanceOf(Answered.Failed.class);
    }
  }
}
