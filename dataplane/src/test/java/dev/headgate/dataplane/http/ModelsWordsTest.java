package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one of OpenAI's models refuses is not said to it, though its provider speaks as the caller.
 */
final class ModelsWordsTest {
  /** As vLLM gives them: longer than OpenAI takes. */
  private static final String ID = "chatcmpl-tool-0123456789abcdef0123456789abcdef";

  private static final String TOOLS =
      ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\"}}]";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  /** A backend for each model, in the order of their tiers. */
  private void serve(Dialect dialect, String... models) {
    var manifest = new Manifest();
    manifest.inbound = List.of(Dialect.OpenAI, Dialect.OpenAIResponses);
    manifest.attempts = 0;
    manifest.capabilities =
        List.of(
            Capability.Streaming,
            Capability.Tools,
            Capability.ParallelTools,
            Capability.Reasoning,
            Capability.LogProbs);
    var names = new String[models.length];
    for (int i = 0; i < models.length; i++) {
      names[i] = "b" + i;
      ProviderFaces.backend(manifest, PROVIDERS.simulator(), dialect, names[i], models[i]);
    }
    manifest.route(names);
    proxy = PROVIDERS.serve(manifest);
  }

  private HttpResponse<String> chat(String more) {
    return proxy.chat(
        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]"
            + more
            + "}");
  }

  private HttpResponse<String> responses(String more) {
    return ServedProxy.send(
        proxy
            .request("/v1/responses")
            .header("content-type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\"chat\",\"input\":\"Hello\"" + more + "}"))
            .build());
  }

  private static String told(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("x-headgate-translation").orElse("");
  }

  private static String sent() {
    return PROVIDERS.simulator().journal().list(null).getLast().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o | ,\"reasoning_effort\":\"low\" | reasoning_effort",
        "gpt-5 | ,\"temperature\":0.2 | temperature",
        "gpt-5 | ,\"top_p\":0.5 | top_p",
        "gpt-5 | ,\"presence_penalty\":1 | presence_penalty",
        "gpt-5 | ,\"max_tokens\":500 | ''",
        "o3 | ,\"parallel_tool_calls\":false,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\"}}]"
            + " | parallel_tool_calls",
      })
  void aChatCallersWordIsLeftOutAndTold(String model, String more, String field) {
    serve(Dialect.OpenAI, model);

    assertThat(told(chat(more))).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o | ,\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"} | reasoning",
        "gpt-4o | ,\"store\":false,\"include\":[\"reasoning.encrypted_content\"] | ''",
        "gpt-5 | ,\"temperature\":0.2 | temperature",
        "gpt-5 | ,\"top_p\":0.5 | top_p",
      })
  void aResponsesCallersWordIsLeftOutAndTold(String model, String more, String field) {
    serve(Dialect.OpenAIResponses, model);

    assertThat(told(responses(more))).contains(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {",\"stop\":\"END\"", ",\"stop\":[\"END\"]", ",\"logprobs\":true"})
  void whatChangesTheQuestionGoesToAModelThatTakesIt(String more) {
    serve(Dialect.OpenAI, "gpt-5", "gpt-4o");

    var answer = chat(more);

    told(answer);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b1/gpt");
  }

  @Test
  void whatNoModelTakesIsRefusedByName() {
    serve(Dialect.OpenAIResponses, "gpt-5");

    var answer = responses(",\"top_logprobs\":2,\"include\":[\"message.output_text.logprobs\"]");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("untranslatable").contains("top_logprobs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o | ,\"temperature\":0.2,\"max_tokens\":500,\"stop\":[\"END\"]",
        "gpt-5 |" + " ,\"temperature\":1,\"top_p\":1,\"logprobs\":false,\"presence_penalty\":0",
        "gpt-5 | ,\"reasoning_effort\":\"low\"",
        "a-model | ,\"reasoning_effort\":\"low\",\"temperature\":0.2,\"max_tokens\":500",
      })
  void whatTheModelTakesIsPassedAsItIs(String model, String more) {
    serve(Dialect.OpenAI, model);

    assertThat(told(chat(more))).isEmpty();
    assertThat(sent()).contains(more.replaceAll("[^a-z_].*", ""));
  }

  @ParameterizedTest
  @CsvSource({"OpenAI,gpt-4o", "OpenAI,nobody-knows-it", "AzureOpenAI,a-deployment"})
  void aCallsIdThatIsTooLongForOpenAiIsRenamedWithItsResult(Dialect dialect, String model) {
    serve(dialect, model);

    told(
        proxy.chat(
            """
            {"model":"chat","messages":[{"role":"user","content":"Hello"},
             {"role":"assistant","content":null,"tool_calls":[{"id":"%1$s","type":"function","function":{"name":"now","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"%1$s","content":"noon"}]%2$s}
            """
                .formatted(ID, TOOLS)));

    assertThat(sent()).doesNotContain(ID).contains("noon");
  }

  @Test
  void aCallWithoutAResultIsGivenOne() {
    serve(Dialect.OpenAI, "gpt-4o");

    var answer =
        proxy.chat(
            """
            {"model":"chat","messages":[{"role":"user","content":"Hello"},
             {"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"now","arguments":"{}"}}]},
             {"role":"user","content":"Never mind"}]%s}
            """
                .formatted(TOOLS));

    assertThat(told(answer)).contains("messages[1].tool_calls[0]");
    assertThat(answer.body()).contains("Never mind");
  }
}
