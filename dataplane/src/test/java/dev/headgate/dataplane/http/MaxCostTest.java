package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one request may cost, as its route and its caller say it. A token of input costs 0.000001,
 * one of output 0.00001, and the catalogue's cap is 4,096 tokens of output.
 */
final class MaxCostTest {
  private static final String HELLO =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final long NANOS_OF_1000_TOKENS = 10_000_000;

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  /** Provider a is ten times as dear as b. */
  private void serve() {
    backend("a", 10);
    backend("b", 1);
    manifest.route("a", "b");
    proxy = PROVIDERS.serve(manifest);
  }

  private void backend(String name, long times) {
    var p = Manifest.PRICE;
    manifest.price =
        new Backend.Pricing(
            "USD",
            p.inputMicros() * times,
            p.cachedInputMicros() * times,
            p.cacheWriteMicros() * times,
            p.cacheWriteLongMicros() * times,
            p.outputMicros() * times,
            p.reasoningMicros() * times,
            0);
    manifest.backend(
        name, "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/openai-" + name + "/v1");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void theOutputCapIsLoweredToWhatTheRouteAffordsAndTheCallerIsTold() throws Exception {
    manifest.maxCostNanos = NANOS_OF_1000_TOKENS;
    serve();

    var answer = proxy.chat(HELLO);

    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("a/gpt");
    assertThat(answer.headers().firstValue("x-headgate-translation"))
        .hasValue(
            "\"$\";action=clamped;severity=degrading;why=\"the output cap was lowered by"
                + " the route's maxCostPerRequest\"");
    var sent = PROVIDERS.simulator().journal().list("openai-a").getLast().toString();
    assertThat(sent).containsPattern("max_completion_tokens\\W+9[0-9]\\b");
  }

  @Test
  void aTargetThatIsTooDearIsPassedOverForACheaperOne() {
    manifest.maxCostNanos = NANOS_OF_1000_TOKENS;
    manifest.minOutputTokens = 500;
    serve();

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("b/gpt");
    assertThat(answer.headers().firstValue("x-headgate-attempts")).hasValue("1");
    assertThat(PROVIDERS.simulator().journal().list("openai-a")).isEmpty();
  }

  @Test
  void whatTheCallerSaysGoesBeforeWhatTheRouteSaysWhereItIsLower() throws Exception {
    manifest.maxCostNanos = NANOS_OF_1000_TOKENS;
    manifest.minOutputTokens = 500;
    serve();

    var answer = proxy.chat(HELLO, "x-headgate-max-cost", "0.001");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
    var error = json(answer.body()).path("error");
    assertThat(error.path("code").asText()).isEqualTo("budget_exceeded");
    assertThat(error.path("message").asText())
        .contains("x-headgate-max-cost lets one request cost 0.001")
        .containsPattern("the cheapest may need 0\\.005[0-9]+")
        .contains("a/gpt was passed over: it is too dear for x-headgate-max-cost");
    assertThat(PROVIDERS.simulator().journal().list("openai-a")).isEmpty();
    assertThat(PROVIDERS.simulator().journal().list("openai-b")).isEmpty();
  }

  @Test
  void enoughIsEnough() {
    serve();

    var answer = proxy.chat(HELLO, "x-headgate-max-cost", "5");

    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("a/gpt");
    assertThat(answer.headers().firstValue("x-headgate-translation")).isEmpty();
    assertThat(new BigDecimal(answer.headers().firstValue("x-headgate-cost").orElseThrow()))
        .isLessThanOrEqualTo(new BigDecimal("5"));
  }

  @Test
  void whatAFailedCallMayHaveCostCountsForTheNext() {
    manifest.attempts = 0;
    manifest.answerMs = 200;
    manifest.minOutputTokens = 500;
    serve();
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"neverAnswer\":true}}");

    // The first call holds 0.05, is charged with it because nobody knows, and leaves too little.
    var answer =
        proxy.chat(
            HELLO.replace("{\"model\"", "{\"max_tokens\":500,\"model\""),
            "x-headgate-max-cost",
            "0.0512");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
    assertThat(answer.body())
        .contains("a/gpt: Transient")
        .contains("b/gpt was passed over: it is too dear for x-headgate-max-cost");
    assertThat(PROVIDERS.simulator().journal().list("openai-b")).isEmpty();
  }

  @Test
  void aTargetWithoutAPriceCannotBeHeldAgainstACeiling() {
    manifest.price = null;
    manifest
        .backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/openai-a/v1")
        .route("a");
    proxy = PROVIDERS.serve(manifest);

    var answer = proxy.chat(HELLO, "x-headgate-max-cost", "1");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body())
        .contains("it has no price that x-headgate-max-cost could be compared with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "$1", "1,5", "0.0000000001", "99999999", "NaN"})
  void whatIsNoAmountIsRefused(String most) {
    serve();

    var answer = proxy.chat(HELLO, "x-headgate-max-cost", most);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("x-headgate-max-cost is no amount such as 0.05");
  }

  @Test
  void aRestrictionThatIsNotBuiltIsRefused() {
    serve();

    var answer = proxy.chat(HELLO, "x-headgate-require", "reasoning");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("x-headgate-require is not built yet");
  }
}
