package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Backend.Quirk;
import dev.headgate.contract.Dialect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server of OpenAI's dialect does not know is not sent to it, relayed or translated. */
final class ServerQuirksTest {
  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  private void serve(Quirk... quirks) {
    manifest.inbound = List.of(Dialect.OpenAI, Dialect.Anthropic);
    manifest.capabilities =
        List.of(Capability.Streaming, Capability.Tools, Capability.ParallelTools);
    manifest.quirks = List.of(quirks);
    manifest
        .backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/server/v1")
        .route("a");
    proxy = PROVIDERS.serve(manifest);
  }

  /** What the server got for a request of Chat Completions with these fields. */
  private String sent(String fields) {
    var answer = proxy.chat("{\"model\":\"chat\"," + fields + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return PROVIDERS.simulator().journal().list("server").getLast().toString();
  }

  private static String messages(String... roles) {
    var all = new StringBuilder("\"messages\":[");
    for (var role : roles) {
      all.append("{\"role\":\"").append(role).append("\",\"content\":\"Hi\"},");
    }
    return all.append("{\"role\":\"user\",\"content\":\"Hello\"}]").toString();
  }

  @Test
  void aCapIsCalledMaxTokensWhereNothingElseIsKnown() {
    serve(Quirk.LegacyMaxTokens);

    assertThat(sent(messages())).contains("max_tokens").doesNotContain("max_completion_tokens");
    assertThat(sent("\"max_completion_tokens\":77," + messages()))
        .contains("\"max_tokens\":77")
        .doesNotContain("max_completion_tokens");
    assertThat(sent("\"max_tokens\":78," + messages())).contains("\"max_tokens\":78");
  }

  @Test
  void theSwitchForParallelCallsStaysAway() {
    serve(Quirk.NoParallelTools);
    var tools =
        ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
            + "{\"type\":\"object\",\"properties\":{}}}}]";

    assertThat(sent("\"parallel_tool_calls\":true," + messages() + tools))
        .doesNotContain("parallel_tool_calls")
        .contains("\"name\":\"f\"");
    var answer =
        proxy.chat("{\"model\":\"chat\",\"parallel_tool_calls\":false," + messages() + tools + "}");
    assertThat(answer.headers().firstValue("x-headgate-translation"))
        .hasValueSatisfying(told -> assertThat(told).contains("parallel_tool_calls"));
  }

  @Test
  void aDeveloperIsCalledSystem() {
    serve(Quirk.NoDeveloperRole);

    assertThat(sent(messages("developer"))).contains("\"system\"").doesNotContain("developer");
  }

  @Test
  void instructionsAreOneAtTheBeginning() {
    serve(Quirk.OneLeadingSystem);

    var got = sent(messages("system", "user", "assistant", "system"));

    assertThat(got.split("\"system\"", -1)).hasSize(2);
    assertThat(got).contains("Hi\\n\\nHi");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void earlierReasoningGoesBackWhereItIsWantedOnly(boolean wanted) {
    serve(wanted ? new Quirk[] {Quirk.ReasoningContent} : new Quirk[0]);
    // A profile's quirk makes the simulator take it back.
    PROVIDERS
        .simulator()
        .profile("{\"provider\":\"server\",\"profile\":{\"quirks\":[\"ReasoningContent\"]}}");
    var history =
        "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"},{\"role\":\"assistant\","
            + "\"content\":\"Ho\",\"reasoning_content\":\"Hm\"},{\"role\":\"user\",\"content\":\"Go\"}]";

    var got = sent(history);
    PROVIDERS.simulator().profiles().clear();

    assertThat(got.contains("reasoning_content")).isEqualTo(wanted);
  }

  @Test
  void callersOfOtherDialectsAreTranslatedAccordingly() {
    serve(Quirk.LegacyMaxTokens, Quirk.OneLeadingSystem, Quirk.NoStreamUsage);
    HttpResponse<String> answer =
        ServedProxy.send(
            proxy
                .request("/v1/messages")
                .header("content-type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"chat\",\"max_tokens\":99,\"system\":\"Be brief.\","
                            + "\"stream\":true,"
                            + messages()
                            + "}"))
                .build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(PROVIDERS.simulator().journal().list("server").getLast().toString())
        .contains("\"max_tokens\":99")
        .doesNotContain("stream_options");
  }

  @Test
  void usageIsNotAskedForWhereThatIsRefusedAndCallersAreToldAnEstimate() {
    serve(Quirk.NoStreamUsage);

    assertThat(sent("\"stream\":true,\"stream_options\":{\"include_usage\":true}," + messages()))
        .doesNotContain("stream_options");
    var asked =
        proxy.chat(
            "{\"model\":\"chat\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                + messages()
                + "}");
    var unasked = proxy.chat("{\"model\":\"chat\",\"stream\":true," + messages() + "}");
    var claude = stream("/v1/messages", "{\"model\":\"chat\",\"max_tokens\":99,\"stream\":true,");

    assertThat(asked.body())
        .containsPattern("\"prompt_tokens\":[1-9]")
        .endsWith("data: [DONE]\n\n");
    assertThat(asked.body()).containsPattern("\"completion_tokens\":[1-9]");
    assertThat(unasked.body()).doesNotContain("prompt_tokens");
    assertThat(claude.body())
        .containsPattern("\"input_tokens\":[1-9]")
        .containsPattern("\"output_tokens\":[1-9]");
  }

  private HttpResponse<String> stream(String path, String fields) {
    return ServedProxy.send(
        proxy
            .request(path)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(fields + messages() + "}"))
            .build());
  }
}
