package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in where another company sells a model, and how its limits are told. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacesTest {
  private static final String AZURE =
      "/azure/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21";
  private static final String VERTEX =
      "/vertex/v1/projects/p/locations/global/publishers/google/models/gemini-2.5-flash:generateContent";
  private static final String BEDROCK = "/bedrock/model/claude/converse";

  private final Vertx vertx = Vertx.vertx();
  private Simulator simulator;
  private Http http;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    http = new Http(simulator.port());
    for (String provider : new String[] {"azure", "vertex", "bedrock"}) {
      simulator.profile(
          "{\"provider\": \"" + provider + "\", \"profile\": {\"apiKey\": \"right\"}}");
    }
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "azure   | api-key        | right        | 200 | ''",
        "azure   | authorization  | Bearer right | 200 | ''",
        "azure   | api-key        | wrong        | 401 | Access denied due to invalid subscription"
            + " key",
        "azure   | x-api-key      | right        | 401 | Access denied due to invalid subscription"
            + " key",
        "vertex  | authorization  | Bearer right | 200 | ''",
        "vertex  | authorization  | Bearer wrong | 401 | Request had invalid authentication"
            + " credentials",
        "vertex  | x-goog-api-key | right        | 401 | missing required authentication"
            + " credential",
        "bedrock | authorization  | Bearer right | 200 | ''",
        "bedrock | authorization  | Bearer wrong | 403 | make sure your API Key is valid",
        "bedrock | x-api-key      | right        | 403 | Missing Authentication Token",
      })
  void eachLetsInByItsOwnCredentialOnly(
      String provider, String header, String value, int status, String message) throws Exception {
    String path =
        switch (provider) {
          case "azure" -> AZURE;
          case "vertex" -> VERTEX;
          default -> BEDROCK;
        };
    String body =
        switch (provider) {
          case "azure" -> "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}";
          case "vertex" ->
              "{\"contents\": [{\"role\": \"user\", \"parts\": [{\"text\": \"hi\"}]}]}";
          default -> "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"hi\"}]}]}";
        };

    var answer = post(path, header, value, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(message);
  }

  @Test
  void azureTellsItsLimitsInSeconds() throws Exception {
    simulator.script("{\"fault\": {\"status\": 429, \"rateLimitHeaders\": true}}");

    var answer =
        post(
            AZURE,
            "api-key",
            "right",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}");

    assertThat(answer.headers().firstValue("x-ratelimit-reset-requests")).hasValue("6");
    assertThat(Http.JSON.readTree(answer.body()).at("/error/code").asText()).isEqualTo("429");
  }

  @Test
  void bedrockNamesItsExceptionsInAHeader() throws Exception {
    simulator.script("{\"fault\": {\"status\": 503}}");

    var answer =
        post(
            BEDROCK,
            "authorization",
            "Bearer right",
            "{\"messages\": [{\"role\": \"user\", \"content\": [{\"text\": \"hi\"}]}]}");

    assertThat(answer.headers().firstValue("x-amzn-errortype"))
        .hasValue("ServiceUnavailableException");
  }

  private HttpResponse<String> post(String path, String header, String value, String body)
      throws Exception {
    return http.send(
        http.bare(path)
            .header(header, value)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }
}
