package dev.headgate.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.Translated;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Functions in a namespace, which Responses has and nobody else. */
final class NamespacesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ASK =
      """
      {"model":"m","input":"Who is on call?","tools":[
        {"type":"namespace","name":"staff","description":"People.","tools":[
          {"type":"function","name":"find","strict":false,
           "parameters":{"type":"object","properties":{}}}]}]}
      """;

  private static Translated.Ready asked() {
    return Dialects.translate("responses", ASK, "chat");
  }

  private static String told(Translated.Ready ready) throws Exception {
    return JSON.readTree(ready.body()).at("/tools/0/function/name").asText();
  }

  private static AnswerContext context(Translated.Ready ready) {
    return new AnswerContext(Dialects.realm("chat"), ready.wayBack(), "unique-1");
  }

  @Test
  void anotherProviderIsToldOfAFunctionWithAFittingNameAndBothDescriptions() throws Exception {
    var function = JSON.readTree(asked().body()).at("/tools/0/function");

    assertThat(function.path("name").asText()).matches("staff_find_[A-Z2-7]{8}");
    assertThat(function.path("description").asText()).isEqualTo("People.");
  }

  @Test
  void aCallComesBackAsOneInTheNamespace() throws Exception {
    var ready = asked();
    var answer =
        "{\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\""
            + told(ready)
            + "\",\"arguments\":\"{}\"}}]}}]}";

    var read =
        (Answered.Read<Answer>) Dialects.CHAT.decodeAnswer(answer.getBytes(UTF_8), context(ready));
    var item =
        JSON.readTree(Dialects.RESPONSES.encodeAnswer(read.value(), Dialects.REPLY).body())
            .at("/output/0");

    inTheNamespace(item);
  }

  @Test
  void aStreamedCallComesBackAsOneInTheNamespace() throws Exception {
    var ready = asked();
    var chunks =
        "data:"
            + " {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\""
            + told(ready)
            + "\",\"arguments\":\"{}\"}}]}}]}\n\n"
            + "data:"
            + " {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
            + "data: [DONE]\n\n";
    var events = new ArrayList<StreamEvent>();
    var decoder = Dialects.CHAT.streamDecoder(context(ready));
    decoder.feed(chunks.getBytes(UTF_8), 0, chunks.length(), events::add);
    var out = new ByteSink();
    var encoder = Dialects.RESPONSES.streamEncoder(Dialects.REPLY);
    events.forEach(event -> encoder.write(event, out));

    var items = 0;
    for (var line : out.toString().lines().toList()) {
      if (line.startsWith("data: ") && line.contains("\"item\":")) {
        inTheNamespace(JSON.readTree(line.substring(6)).path("item"));
        items++;
      }
    }
    assertThat(items).isEqualTo(2);
  }

  private static void inTheNamespace(JsonNode item) {
    assertThat(item.path("name").asText()).as(item.toString()).isEqualTo("find");
    assertThat(item.path("namespace").asText()).isEqualTo("staff");
  }

  @Test
  void toAProviderOfTheSameDialectNothingIsLost() throws Exception {
    var ready = Dialects.translate("responses", ASK, "responses");

    assertThat(JSON.readTree(ready.body()).path("tools"))
        .isEqualTo(JSON.readTree(ASK).path("tools"));
    assertThat(ready.losses()).isEmpty();
  }
}
