package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model said comes back with its tools' results, and its provider takes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
  private static final String TWO_CALLS = "[[tool:f {\\\"a\\\": 1}]] [[tool:now]]";

  private final Vertx vertx = Vertx.vertx();
  private Http http;

  @BeforeAll
  void start() throws Exception {
    var simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    http = new Http(simulator.port());
  }

  @AfterAll
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest
  @CsvSource({
    "m",
    "m~TextBeforeCalls",
    "m~Ids44",
    "m~Ids70",
    "m~FunctionIds",
    "m~DuplicateIds",
    "m~EmptyArguments",
    "m~MalformedCall",
    "m~ReasoningContent~CallThenStop",
  })
  void chatTakesBackWhatItSaid(String model) throws Exception {
    ObjectNode asked =
        read(
            """
            {"model": "%s", "messages": [{"role": "user", "content": "%s"}], "tools": [
             {"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}},
             {"type": "function", "function": {"name": "now"}}]}
            """
                .formatted(model, TWO_CALLS));
    JsonNode said = post("/p/v1/chat/completions", asked).at("/choices/0/message");
    ObjectNode back = said.deepCopy();
    back.remove("annotations");
    ArrayNode messages = asked.withArray("messages").add(back);
    for (JsonNode call : said.get("tool_calls")) {
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", call.get("id").asText())
          .put("content", "rain");
    }

    JsonNode answer = post("/p/v1/chat/completions", asked);

    assertThat(answer.at("/choices/0/message/content").asText()).contains("rain");
  }

  @ParameterizedTest
  @CsvSource({
    "c",
    "c~ThinkingBeforeEachCall",
    "c~EmptyThinking",
    "c~RedactedThinking",
    "c~RedactedThinking~ThinkingBeforeEachCall",
    "c~TextBeforeCalls~EmptyArguments",
  })
  void anthropicTakesBackWhatItSaid(String model) throws Exception {
    ObjectNode asked =
        read(
            """
            {"model": "%s", "max_tokens": 2048, "messages": [{"role": "user", "content": "%s"}],
             "thinking": {"type": "enabled", "budget_tokens": 1024}, "tools": [
             {"name": "f", "input_schema": {"type": "object"}},
             {"name": "now", "input_schema": {"type": "object"}}]}
            """
                .formatted(model, TWO_CALLS));
    JsonNode said = post("/anthropic/v1/messages", asked).get("content");
    ArrayNode messages = asked.withArray("messages");
    messages.addObject().put("role", "assistant").set("content", said);
    ArrayNode results = messages.addObject().put("role", "user").putArray("content");
    for (JsonNode block : said) {
      if (block.has("input")) {
        results
            .addObject()
            .put("type", "tool_result")
            .put("tool_use_id", block.get("id").asText())
            .put("content", "rain");
      }
    }

    JsonNode answer = post("/anthropic/v1/messages", asked);

    assertThat(answer.get("content").toString()).contains("rain");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash",
    "gemini-2.5-flash~CallIds",
    "gemini-3-pro",
    "gemini-3-pro~NoCallIds",
    "gemini-3-pro~ThinkingBeforeEachCall",
    "gemini-3-pro~TextBeforeCalls~EmptyArguments~CallThenStop",
  })
  void geminiTakesBackWhatItSaid(String model) throws Exception {
    String path = "/gemini/v1beta/models/" + model + ":generateContent";
    ObjectNode asked =
        read(
            """
            {"contents": [{"role": "user", "parts": [{"text": "%s"}]}],
             "tools": [{"functionDeclarations": [{"name": "f"}, {"name": "now"}]}]}
            """
                .formatted(TWO_CALLS));
    JsonNode said = post(path, asked).at("/candidates/0/content");
    ArrayNode contents = asked.withArray("contents").add(said);
    ArrayNode results = contents.addObject().put("role", "user").putArray("parts");
    for (JsonNode part : said.get("parts")) {
      if (part.has("functionCall")) {
        ObjectNode result = results.addObject().putObject("functionResponse");
        JsonNode call = part.get("functionCall");
        if (call.has("id")) {
          result.set("id", call.get("id"));
        }
        result.set("name", call.get("name"));
        result.putObject("response").put("output", "rain");
      }
    }

    JsonNode answer = post(path, asked);

    assertThat(answer.at("/candidates/0/content").toString()).contains("rain");
  }

  private JsonNode post(String path, JsonNode body) throws Exception {
    var answer = http.post(path, body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Http.JSON.readTree(answer.body());
  }

  private static ObjectNode read(String json) throws Exception {
    return (ObjectNode) Http.JSON.readTree(json);
  }
}
