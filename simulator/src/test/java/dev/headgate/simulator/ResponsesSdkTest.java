package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseIncludable;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The official SDK takes the simulator for OpenAI's Responses API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponsesSdkTest {
  private static final String QUESTION = "[[tool:weather]] [[tool:weather {\"city\": \"Bonn\"}]]";

  private final Vertx vertx = Vertx.vertx();
  private Simulator simulator;
  private OpenAIClient client;
  private OpenAIClient stranger;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    client = client("openai-a");
    stranger = client("openai-b");
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    stranger.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @AfterEach
  void forget() {
    simulator.faults().clear();
    simulator.counters().clear();
  }

  @Test
  void anAnswerIsTheSameStreamedAndNotAndBilledAsTheSdkReadsIt() {
    var params = question("sim-large", "Hello there").build();

    Response whole = client.responses().create(params);
    Response streamed = streamed(params);

    assertThat(text(whole))
        .isEqualTo("You said: Hello there This is a simulated answer of sim-large.");
    assertThat(text(streamed)).isEqualTo(text(whole));
    assertThat(streamed.usage()).isEqualTo(whole.usage());
    assertThat(whole.status()).hasValue(ResponseStatus.COMPLETED);
    var usage = whole.usage().orElseThrow();
    var total = simulator.counters().total("openai-a");
    assertThat(total.inputTokens()).isEqualTo(2 * usage.inputTokens());
    assertThat(total.outputTokens()).isEqualTo(2 * usage.outputTokens());
  }

  @Test
  void encryptedReasoningContinuesItsOwnAccountsToolTurnAndNoOther() {
    Response asked = streamed(tools("o3", QUESTION).store(false).build());
    assertThat(asked.output()).hasSize(3);
    assertThat(asked.output().getFirst().asReasoning().encryptedContent()).isPresent();
    var next = tools("o3", "").store(false).inputOfResponse(answered(asked)).build();

    assertThat(text(client.responses().create(next))).startsWith("The tools returned: rain");
    assertThatThrownBy(() -> stranger.responses().create(next))
        .isInstanceOfSatisfying(
            BadRequestException.class,
            e -> assertThat(e.code()).hasValue("invalid_encrypted_content"));
  }

  @Test
  void aStoredResponseIsContinuedByItsIdAndItsCallsNeedTheirReasoning() {
    Response asked = client.responses().create(tools("o3", QUESTION).build());
    List<ResponseInputItem> whole = answered(asked);
    var outputs = whole.subList(whole.size() - 2, whole.size());
    var withoutReasoning = new ArrayList<>(whole);
    withoutReasoning.removeIf(ResponseInputItem::isReasoning);

    var byId = tools("o3", "").inputOfResponse(outputs).previousResponseId(asked.id()).build();

    assertThat(text(client.responses().create(byId))).startsWith("The tools returned: rain");
    assertThatThrownBy(() -> stranger.responses().create(byId))
        .hasMessageContaining("Previous response with id '" + asked.id() + "' not found.");
    assertThatThrownBy(
            () ->
                client
                    .responses()
                    .create(tools("o3", "").inputOfResponse(withoutReasoning).build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("was provided without its required 'reasoning' item: 'rs_");
  }

  @Test
  void reasoningThatWasNeitherStoredNorEncryptedIsNotFound() {
    Response asked =
        client.responses().create(question("o3", QUESTION).addTool(weather()).store(false).build());

    assertThatThrownBy(
            () ->
                client.responses().create(tools("o3", "").inputOfResponse(answered(asked)).build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("Items are not persisted when `store` is set to false.");
  }

  @Test
  void theCapEndsTheResponseIncompleteWithItsUsage() {
    simulator.profile("{\"model\": \"long\", \"profile\": {\"outputTokens\": 100}}");

    Response cut = streamed(question("long", "Hi").maxOutputTokens(16).build());

    assertThat(cut.status()).hasValue(ResponseStatus.INCOMPLETE);
    assertThat(cut.incompleteDetails().orElseThrow().reason().orElseThrow().asString())
        .isEqualTo("max_output_tokens");
    assertThat(cut.usage().orElseThrow().outputTokens()).isEqualTo(16);
  }

  @Test
  void aResponseCanFailOnTheWay() {
    simulator.script("{\"fault\": {\"failAfterChunks\": 7}}");

    var events = events(question("m", "Hi").build());

    assertThat(events.getLast().isFailed()).isTrue();
    assertThat(events.getLast().asFailed().response().usage().orElseThrow().outputTokens())
        .isEqualTo(3);
    assertThat(events.getLast().asFailed().sequenceNumber()).isEqualTo(7);
  }

  @Test
  void aStreamCanBreakOffInsideAnEventOrWithAnError() {
    simulator.script("{\"fault\": {\"cutInsideAfterChunks\": 5}}");
    simulator.script("{\"fault\": {\"errorAfterChunks\": 5}}");

    assertThatThrownBy(() -> events(question("m", "Hi").build()))
        .isInstanceOf(OpenAIException.class);
    var error = events(question("m", "Hi").build()).getLast().asError();
    assertThat(error.code()).hasValue("server_error");
    assertThat(error.sequenceNumber()).isEqualTo(5);
    assertThat(simulator.counters().total("openai-a").streams().cut()).isEqualTo(2);
  }

  @Test
  void aRefusalIsAPartOfItsOwn() {
    Response refused = streamed(question("m~Refuses", "Hi").build());

    var content = refused.output().getFirst().asMessage().content().getFirst();
    assertThat(content.asRefusal().refusal()).startsWith("I'm sorry");
  }

  private Response streamed(ResponseCreateParams params) {
    var accumulator = ResponseAccumulator.create();
    events(params).forEach(accumulator::accumulate);
    return accumulator.response();
  }

  private List<ResponseStreamEvent> events(ResponseCreateParams params) {
    try (var stream = client.responses().createStreaming(params)) {
      return stream.stream().toList();
    }
  }

  private static List<ResponseInputItem> answered(Response asked) {
    var items = new ArrayList<ResponseInputItem>();
    for (ResponseOutputItem item : asked.output()) {
      item.reasoning().ifPresent(r -> items.add(ResponseInputItem.ofReasoning(r)));
      item.functionCall().ifPresent(c -> items.add(ResponseInputItem.ofFunctionCall(c)));
    }
    for (ResponseOutputItem item : asked.output()) {
      item.functionCall()
          .ifPresent(
              call ->
                  items.add(
                      ResponseInputItem.ofFunctionCallOutput(
                          ResponseInputItem.FunctionCallOutput.builder()
                              .callId(call.callId())
                              .output("rain")
                              .build())));
    }
    return items;
  }

  private static String text(Response response) {
    return response.output().getLast().asMessage().content().getFirst().asOutputText().text();
  }

  private static ResponseCreateParams.Builder question(String model, String text) {
    return ResponseCreateParams.builder().model(model).input(text);
  }

  private static ResponseCreateParams.Builder tools(String model, String text) {
    return question(model, text)
        .addTool(weather())
        .reasoning(Reasoning.builder().summary(Reasoning.Summary.AUTO).build())
        .addInclude(ResponseIncludable.REASONING_ENCRYPTED_CONTENT);
  }

  private static FunctionTool weather() {
    var parameters =
        FunctionTool.Parameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .putAdditionalProperty("required", JsonValue.from(List.of("city")))
            .putAdditionalProperty("additionalProperties", JsonValue.from(false))
            .build();
    return FunctionTool.builder().name("weather").parameters(parameters).strict(true).build();
  }

  private OpenAIClient client(String account) {
    return OpenAIOkHttpClient.builder()
        .baseUrl("http://127.0.0.1:" + simulator.port() + "/" + account + "/v1")
        .apiKey("sk-anything")
        .maxRetries(0)
        .build();
  }
}
