package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Quirk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Instructions between turns, for models of Anthropic's that take them there. */
final class InstructionsMidwayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CHAT =
      """
      {"model":"m","messages":[
       {"role":"system","content":"Be kind."},
       {"role":"user","content":"Hi"},
       {"role":"system","content":"Be brief."},
       {"role":"user","content":"How are you?"},
       {"role":"assistant","content":"Well."},
       {"role":"developer","content":"Be rude."},
       {"role":"user","content":"And now?"}]}
      """;

  private static final String TOOL_ADDED =
      """
      {"model":"claude-opus-4-1","max_tokens":9,
       "tools":[{"name":"rain","input_schema":{"type":"object"},"defer_loading":true}],
       "messages":[{"role":"user","content":"Will it rain?"},{"role":"system","content":[
        {"type":"tool_addition","tool":{"type":"tool_reference","name":"rain"}}]}]}
      """;

  private static List<String> told(String body) throws IOException {
    var told = new ArrayList<String>();
    for (JsonNode message : JSON.readTree(body).get("messages")) {
      var content = message.get("content");
      var words =
          content.isTextual()
              ? content.asText()
              : String.join("+", content.findValuesAsText("text"));
      told.add(message.get("role").asText() + ": " + words);
    }
    return told;
  }

  @Test
  void theyStandBehindTheWholeTurnOfTheUser() throws IOException {
    var ready = Dialects.translate("chat", CHAT, "anthropic", Quirk.SYSTEM_ANYWHERE);

    assertThat(ready.losses()).isEmpty();
    assertThat(told(Dialects.text(ready)))
        .containsExactly(
            "user: Hi+How are you?",
            "system: Be brief.",
            "assistant: Well.",
            "user: And now?",
            "system: Be rude.");
  }

  @Test
  void aToolThatIsAddedAmongThemStaysAtItsProvider() throws IOException {
    var home = Dialects.translate("anthropic", TOOL_ADDED, "anthropic", Quirk.SYSTEM_ANYWHERE);
    var away = Dialects.translate("anthropic", TOOL_ADDED, "chat");

    assertThat(home.losses()).isEmpty();
    assertThat(JSON.readTree(Dialects.text(home))).isEqualTo(JSON.readTree(TOOL_ADDED));
    assertThat(away.losses())
        .anySatisfy(loss -> assertThat(loss.toString()).contains("messages[1].content[0]"));
  }
}
