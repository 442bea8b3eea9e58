package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller who has Anthropic hold the conversation, as the tool runners of its SDKs do. */
final class HeldThreadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUESTION =
      "{\"role\":\"user\",\"content\":\"What is the time? [[tool:now]]\"}";
  private static final String SETTING =
      "\"system\":\"Be"
          + " brief.\",\"tools\":[{\"name\":\"now\",\"input_schema\":{\"type\":\"object\"}}],";
  private static final String CREATE = "\"thread\":{\"type\":\"create\"},";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  private void serve(Dialect... providers) {
    manifest.inbound = List.of(Dialect.Anthropic);
    manifest.attempts = 0;
    manifest.capabilities = List.of(Capability.Streaming, Capability.Tools);
    var names = new String[providers.length];
    for (int i = 0; i < providers.length; i++) {
      names[i] = "b" + i;
      ProviderFaces.backend(manifest, PROVIDERS.simulator(), providers[i], names[i]);
    }
    manifest.route(names);
    proxy = PROVIDERS.serve(manifest);
  }

  private HttpResponse<String> ask(String fields, String... messages) {
    return ServedProxy.send(
        proxy
            .request("/v1/messages")
            .header("content-type", "application/json")
            .header("anthropic-version", "2026-10-21")
            .header("anthropic-beta", "message-threads-2026-08-12")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"chat\",\"max_tokens\":500,"
                        + fields
                        + "\"messages\":["
                        + String.join(",", messages)
                        + "]}"))
            .build());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (Exception e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  private static String continued(JsonNode answer) {
    return "\"thread\":{\"type\":\"continue\",\"previous_message_id\":\""
        + answer.path("id").asText()
        + "\"},";
  }

  private static String result(JsonNode answer) {
    return "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\""
        + answer.at("/content/0/id").asText()
        + "\",\"content\":\"noon\"}]}";
  }

  private static String said(JsonNode answer) {
    return "{\"role\":\"assistant\",\"content\":" + answer.path("content") + "}";
  }

  private static void failFirst() {
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"anthropic\",\"times\":-1,\"fault\":{\"status\":503}}");
  }

  private static void isNotFound(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 404);
    assertThat(json(answer).at("/error/details/error_code").asText())
        .as(answer.body())
        .isEqualTo("thread_not_found");
  }

  @Test
  void itGoesOnAtAnthropic() {
    serve(Dialect.Anthropic);

    var calls = json(ask(CREATE + SETTING, QUESTION));
    var words = ask(continued(calls), result(calls));
    var more = ask(continued(json(words)), "{\"role\":\"user\",\"content\":\"And now?\"}");

    assertThat(words.body()).contains("noon");
    assertThat(words.headers().firstValue("x-headgate-translation")).isEmpty();
    assertThat(more.body()).contains("And now?");
  }

  @ParameterizedTest
  @EnumSource(
      value = Dialect.class,
      names = {"Anthropic"},
      mode = EnumSource.Mode.EXCLUDE)
  void elsewhereTheWholeConversationIsAskedFor(Dialect provider) {
    manifest.translation = Route.Translation.Permissive;
    serve(provider);

    var first = ask(CREATE + SETTING, QUESTION);
    var calls = json(first);
    var lost = ask(continued(calls), result(calls));
    var again = ask(CREATE + SETTING, QUESTION, said(calls), result(calls));

    assertThat(first.headers().firstValue("x-headgate-translation").orElse(""))
        .contains("\"thread\";action=dropped;severity=degrading");
    isNotFound(lost);
    assertThat(again.body()).contains("noon");
  }

  @Test
  void whenAnthropicFailsAnotherProviderGetsTheWholeConversation() {
    serve(Dialect.Anthropic, Dialect.OpenAI);

    var calls = json(ask(CREATE + SETTING, QUESTION));
    failFirst();
    var lost = ask(continued(calls), result(calls));
    var elsewhere = ask(CREATE + SETTING, QUESTION, said(calls), result(calls));
    PROVIDERS.simulator().faults().clear();
    var back = ask(continued(json(elsewhere)), "{\"role\":\"user\",\"content\":\"And now?\"}");

    isNotFound(lost);
    assertThat(elsewhere.headers().firstValue("x-headgate-target")).hasValue("b1/gpt");
    assertThat(elsewhere.body()).contains("noon");
    isNotFound(back);
  }

  @Test
  void whatAnthropicHasForgottenIsAskedForAndHurtsNobody() {
    serve(Dialect.Anthropic, Dialect.OpenAI);

    var lost =
        ask("\"thread\":{\"type\":\"continue\",\"previous_message_id\":\"msg_0\"},", QUESTION);
    var next = ask("", QUESTION);

    isNotFound(lost);
    assertThat(next.headers().firstValue("x-headgate-target")).hasValue("b0/gpt");
  }
}
