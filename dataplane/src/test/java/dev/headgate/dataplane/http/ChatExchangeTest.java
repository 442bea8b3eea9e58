package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One caller, two providers, all over real HTTP. */
final class ChatExchangeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELLO =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String STREAM =
      "{\"model\":\"chat\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  private static String provider(String name) {
    return "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/" + name + "/v1";
  }

  private static Manifest manifest() {
    return new Manifest();
  }

  private static Manifest twoProviders(Manifest manifest) {
    return manifest
        .backend("a", provider("openai-a"))
        .backend("b", provider("openai-b"))
        .route("a", "b");
  }

  private void serve(Manifest manifest) {
    proxy = PROVIDERS.serve(manifest);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void aWholeAnswerComesBackWithWhatItCost() {
    serve(twoProviders(manifest()));

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer.body()).at("/choices/0/message/content").asText())
        .startsWith("You said: Hello");
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("a/gpt");
    assertThat(answer.headers().firstValue("x-headgate-attempts")).hasValue("1");
    assertThat(answer.headers().firstValue("x-headgate-request-id")).isPresent();
    assertThat(answer.headers().firstValue("x-headgate-overhead-ms")).isPresent();
    var usage = json(answer.body()).path("usage");
    long nanos =
        usage.path("prompt_tokens").asLong() * 1_000
            + usage.path("completion_tokens").asLong() * 10_000;
    assertThat(answer.headers().firstValue("x-headgate-cost")).hasValue(Figures.money(nanos));
    assertThat(proxy.budgets().outcomes()).isEqualTo(List.of(List.of("settled")));
  }

  @Test
  void aStreamComesBackWithoutTheUsageThatNobodyAskedFor() {
    serve(twoProviders(manifest()));

    var answer = proxy.chat(STREAM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    assertThat(answer.body())
        .endsWith("data: [DONE]\n\n")
        .contains(": x-headgate-cost: ")
        .doesNotContain("\"choices\":[]");
    assertThat(proxy.budgets().settled())
        .singleElement()
        .satisfies(
            usage -> {
              assertThat(usage.input()).isPositive();
              assertThat(usage.output()).isPositive();
            });
  }

  @Test
  void aCallerWhoAsksForUsageGetsIt() {
    serve(twoProviders(manifest()));

    var answer =
        proxy.chat(
            STREAM.replace(
                "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

    assertThat(answer.body()).contains("\"choices\":[]").contains("\"prompt_tokens\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":500} | Transient",
        "{\"status\":503} | Transient",
        "{\"status\":429} | RateLimited",
        "{\"status\":401} | Credential",
        "{\"status\":402} | QuotaExhausted",
        "{\"quotaExhausted\":true} | QuotaExhausted",
        "{\"reset\":true} | Transient",
        "{\"malformed\":true} | Transient",
        "{\"emptyBody\":true} | Transient",
        "{\"truncateBody\":true,\"cutAfterChunks\":0} | Transient",
        "{\"contextTooLong\":true} | ContextTooLong",
      })
  void anotherProviderAnswersWhenTheFirstFails(String fault, String reason) {
    var manifest = manifest();
    manifest.attempts = 0;
    if (reason.equals("ContextTooLong")) {
      manifest.contextWindow = 1_000;
      manifest.backend("a", provider("openai-a"));
      manifest.contextWindow = 128_000;
      manifest.backend("b", provider("openai-b")).route("a", "b");
    } else {
      twoProviders(manifest);
    }
    serve(manifest);
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":" + fault + "}");

    for (var body : List.of(HELLO, STREAM)) {
      var answer = proxy.chat(body);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
      // A key that was refused once closes its circuit for later calls; the first tells the switch.
      assertThat(answer.body()).contains("You");
    }
    assertThat(proxy.budgets().outcomes()).allSatisfy(outcomes -> assertThat(outcomes).hasSize(1));
    Awaitility.await().until(() -> proxy.budgets().ended().size() == 2);
    assertThat(proxy.budgets().ended()).doesNotHaveDuplicates();
    assertThat(proxy.recorded().scrape())
        .contains(
            "headgate_failovers_total{from=\"a/gpt\",reason=\""
                + reason
                + "\",route=\"ai/chat\",to=\"b/gpt\"}");
  }

  @Test
  void theSameProviderIsAskedAgainBeforeTheNext() {
    serve(twoProviders(manifest()));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":1,\"fault\":{\"status\":500}}");

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("a/gpt");
    assertThat(answer.headers().firstValue("x-headgate-attempts")).hasValue("2");
    assertThat(proxy.budgets().outcomes())
        .isEqualTo(List.of(List.of("released"), List.of("settled")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"neverAnswer\":true}",
        "{\"stallAfterChunks\":1}",
      })
  void aProviderThatIsSilentBeforeContentIsLeft(String fault) {
    var manifest = manifest();
    manifest.firstTokenMs = 300;
    manifest.idleMs = 300;
    serve(twoProviders(manifest));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":" + fault + "}");

    var answer = proxy.chat(STREAM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
    assertThat(answer.headers().firstValue("x-headgate-failover"))
        .hasValue("a/gpt>b/gpt; reason=Transient");
  }

  @Test
  void aStreamThatBreaksBeforeContentIsTakenOver() {
    var manifest = manifest();
    manifest.attempts = 0;
    serve(twoProviders(manifest));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"cutAfterChunks\":1}}");

    var answer = proxy.chat(STREAM);

    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
    assertThat(answer.body()).endsWith("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"cutAfterChunks\":4}",
        "{\"resetAfterChunks\":4}",
        "{\"endAfterChunks\":4}",
        "{\"errorAfterChunks\":4,\"interTokenDelayMs\":50}",
        "{\"stallAfterChunks\":4}",
      })
  void aStreamThatBreaksAfterContentEndsWithAnErrorEvent(String fault) {
    var manifest = manifest();
    manifest.idleMs = 300;
    serve(twoProviders(manifest));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":" + fault + "}");

    var answer = proxy.chat(STREAM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"content\":")
        .contains("\"code\":\"providers_exhausted\"")
        .doesNotContain("[DONE]");
    assertThat(proxy.budgets().outcomes()).isEqualTo(List.of(List.of("settled")));
    assertThat(proxy.budgets().settled().getFirst().output()).isPositive();
  }

  @Test
  void whenAllFailTheErrorListsTheAttemptsAndIsFinal() {
    serve(twoProviders(manifest()));
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"status\":503}}");

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
    var error = json(answer.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo("providers_exhausted");
    assertThat(error.path("message").asText())
        .contains("a/gpt: Transient (503")
        .contains("b/gpt: Transient (503");
    assertThat(proxy.budgets().outcomes())
        .isEqualTo(List.of(List.of("released"), List.of("released"), List.of("released")));
  }

  @Test
  void aWrongRequestIsToldInTheProvidersWordsAndNotRepeated() {
    serve(twoProviders(manifest()));

    var answer = proxy.chat(HELLO.replace("{\"model\"", "{\"no_such_field\":1,\"model\""));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer.body()).at("/error/message").asText()).contains("no_such_field");
    assertThat(answer.headers().firstValue("x-headgate-attempts")).hasValue("1");
  }

  @Test
  void aCallersOwnTimeoutEndsTheExchange() {
    serve(twoProviders(manifest()));
    PROVIDERS.simulator().script("{\"times\":-1,\"fault\":{\"neverAnswer\":true}}");

    var answer = proxy.chat(HELLO, "x-headgate-timeout", "200ms");

    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(json(answer.body()).at("/error/code").asText()).isEqualTo("deadline_exceeded");
    assertThat(proxy.budgets().outcomes()).isEqualTo(List.of(List.of("estimated")));
  }

  @Test
  void theProviderGetsItsOwnNamesKeysAndTheCap() {
    var manifest = manifest();
    manifest.capabilities = List.of(Backend.Capability.Streaming);
    serve(twoProviders(manifest));

    proxy.chat(
        HELLO,
        "x-api-key",
        "hg_other",
        "cookie",
        "a=b",
        "traceparent",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    var seen = PROVIDERS.simulator().journal().list("openai-a").getLast();
    assertThat(seen.toString())
        .contains("gpt-provider")
        .contains("max_completion_tokens")
        .contains("4096");
  }

  @Test
  void aCallerIsKeptAwakeOnceAProviderHasAcceptedAndMayStillBeTakenOver() {
    var manifest = manifest();
    manifest.keepAliveMs = 100;
    manifest.firstTokenMs = 1_000;
    serve(twoProviders(manifest));
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"firstTokenDelayMs\":60000}}");

    var answer = proxy.chat(STREAM);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(": keep-alive\n\n")
        .contains(": x-headgate-target: b/gpt\n")
        .contains(": x-headgate-failover: a/gpt>b/gpt; reason=Transient\n")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void modelsAreThoseThatTheCallerMayAskFor() {
    serve(twoProviders(manifest()));

    var answer = proxy.get("/v1/models");

    assertThat(json(answer.body()).path("object").asText()).isEqualTo("list");
    assertThat(json(answer.body()).path("data").findValuesAsText("id")).contains("chat");
    assertThat(json(proxy.get("/v1/models/chat").body()).path("id").asText()).isEqualTo("chat");
    assertThat(proxy.get("/v1/models/other").statusCode()).isEqualTo(404);
  }
}
