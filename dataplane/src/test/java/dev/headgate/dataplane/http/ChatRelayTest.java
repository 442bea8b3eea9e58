package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A caller of Chat Completions and providers of the same dialect, who refuse what the caller says:
 * it is mended as for providers of any other. The simulator is as strict as they are.
 */
final class ChatRelayTest {
  private static final String ASK = "{\"role\":\"user\",\"content\":\"Hi\"}";
  private static final String DONE = "{\"role\":\"assistant\",\"content\":\"Ho\"}";
  private static final String TOOLS =
      "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":"
          + "{\"type\":\"object\",\"properties\":{}}}}]";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  private String sent(String model, String body) {
    var manifest = new Manifest();
    manifest.attempts = 0;
    manifest.providerModel = model;
    manifest.capabilities =
        List.of(
            Capability.Streaming,
            Capability.Tools,
            Capability.ParallelTools,
            Capability.Reasoning,
            Capability.LogProbs);
    manifest
        .backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/openai-a/v1")
        .route("a");
    proxy = PROVIDERS.serve(manifest);

    var answer = proxy.chat(body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return PROVIDERS.simulator().journal().list("openai-a").getLast().body();
  }

  /** {@code call:a,b} is a turn that calls with these ids, {@code result:a} answers one of them. */
  private static String history(String turns) {
    var messages = new StringBuilder(ASK);
    for (var turn : turns.split(" ", -1)) {
      var ids = turn.substring(turn.indexOf(':') + 1);
      messages.append(',');
      switch (turn.replaceFirst(":.*", "")) {
        case "call" -> {
          var calls = new StringBuilder();
          for (var id : ids.isEmpty() ? new String[0] : ids.split(",", -1)) {
            calls
                .append(calls.isEmpty() ? "" : ",")
                .append("{\"id\":\"" + id + "\",\"type\":\"function\",")
                .append("\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}");
          }
          messages.append("{\"role\":\"assistant\",\"content\":\"So\",\"tool_calls\":[");
          messages.append(calls).append("]}");
        }
        case "result" ->
            messages.append(
                "{\"role\":\"tool\",\"tool_call_id\":\"" + ids + "\",\"content\":\"fine\"}");
        case "done" -> messages.append(DONE);
        default -> messages.append(ASK);
      }
    }
    return "\"messages\":[" + messages + "]," + TOOLS;
  }

  @ParameterizedTest(name = "{1} to {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o | call:a result:a done ask | \"id\":\"a\"",
        "gpt-4o | call:a ask | outcome unknown",
        "gpt-4o | call:a,b result:b | outcome unknown",
        "gpt-4o | call:a | outcome unknown",
        "gpt-4o | result:a ask | whose call is not at hand",
        "gpt-4o | call:a result:a result:b | whose call is not at hand",
        "gpt-4o | call:a,a result:a result:a | \"tool_call_id\":\"a\"",
        "gpt-4o | call:chatcmpl-tool-0123456789abcdef0123456789abcdef"
            + " result:chatcmpl-tool-0123456789abcdef0123456789abcdef | \"tool_call_id\":\"call_",
        "gpt-4o | call:functions.Bash:0 result:functions.Bash:0 |"
            + " \"tool_call_id\":\"functions.Bash:0\"",
        "gpt-4o | call: ask | \"content\":\"So\"",
        "mistral-large-latest | call:call_1 result:call_1 | fine",
        "mistral-large-latest | call:FI5qQGzDE result:FI5qQGzDE | \"tool_call_id\":\"FI5qQGzDE\"",
      })
  void callsAndResultsBelongTogether(String model, String turns, String says) {
    var got = sent(model, "{\"model\":\"chat\"," + history(turns) + "}");

    assertThat(got).contains(says);
  }

  @ParameterizedTest(name = "{1} to {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-5 | \"max_tokens\":77 | \"max_completion_tokens\":77 | max_tokens\":",
        "gpt-4o | \"max_tokens\":77 | \"max_tokens\":77 | max_completion",
        "gpt-5 | \"temperature\":0.5,\"top_p\":0.5 | gpt-5 | \"t",
        "gpt-5 | \"temperature\":1 | \"temperature\":1 | top_p",
        "gpt-5 | \"presence_penalty\":0.5 | gpt-5 | penalty",
        "gpt-4o | \"temperature\":0.5 | \"temperature\":0.5 | top_p",
        "gpt-4o | \"reasoning_effort\":\"low\" | gpt-4o | reasoning_effort",
        "gpt-5 | \"reasoning_effort\":\"low\" | \"reasoning_effort\":\"low\" | temperature",
      })
  void whatAModelIsKnownToRefuseIsLeftOut(String model, String fields, String says, String not) {
    var got = sent(model, "{\"model\":\"chat\"," + fields + ",\"messages\":[" + ASK + "]}");

    assertThat(got).contains(says).doesNotContain(not);
  }

  @ParameterizedTest
  @CsvSource({"o3,false", "gpt-5,true"})
  void theSwitchForParallelCallsGoesToModelsThatHaveIt(String model, boolean has) {
    var got =
        sent(model, "{\"model\":\"chat\",\"parallel_tool_calls\":false," + history("ask") + "}");

    assertThat(got.contains("parallel_tool_calls")).isEqualTo(has);
  }
}
