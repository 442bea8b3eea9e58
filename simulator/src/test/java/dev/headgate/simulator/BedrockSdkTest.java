package dev.headgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;

/** AWS's own SDK takes the simulator for Bedrock: its signatures are checked, its frames read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BedrockSdkTest {
  private static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

  private final Vertx vertx = Vertx.vertx();
  private Simulator simulator;
  private BedrockRuntimeAsyncClient client;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(vertx, 0).toCompletionStage().toCompletableFuture().get();
    client = client("AKIDANY", "simulator");
  }

  @AfterAll
  void stop() throws Exception {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @AfterEach
  void forget() {
    simulator.faults().clear();
    simulator.profiles().clear();
    simulator.counters().clear();
  }

  /** What a stream said. */
  private record Streamed(
      List<ContentBlockDeltaEvent> deltas, List<ConverseStreamMetadataEvent> ends) {
    String text() {
      var text = new StringBuilder();
      deltas.forEach(
          delta -> text.append(delta.delta().text() == null ? "" : delta.delta().text()));
      return text.toString();
    }
  }

  @Test
  void anAnswerIsTheSameStreamedAndNot() throws Exception {
    ConverseResponse whole = client.converse(question("Grüße").build()).get();
    Streamed streamed = stream(question("Grüße").build());

    assertThat(whole.output().message().content().getFirst().text())
        .isEqualTo("You said: Grüße This is a simulated answer of " + MODEL + ".");
    assertThat(streamed.text()).isEqualTo(whole.output().message().content().getFirst().text());
    assertThat(streamed.ends().getLast().usage()).isEqualTo(whole.usage());
    assertThat(whole.stopReason()).isEqualTo(StopReason.END_TURN);
    assertThat(simulator.counters().total("bedrock").outputTokens())
        .isEqualTo(2L * whole.usage().outputTokens());
  }

  @Test
  void aToolTurnWithThinkingGoesAroundAndChangedThinkingDoesNot() throws Exception {
    var asked = thinking(question("[[tool:f]] [[tool:f]]")).build();
    Message called = client.converse(asked).get().output().message();
    assertThat(called.content()).hasSize(3);

    var answer = client.converse(thinking(answered(asked, called)).build()).get();

    assertThat(answer.output().message().content().getLast().text())
        .startsWith("The tools returned: rain");
    var changed = new ArrayList<>(called.content());
    changed.set(
        0,
        ContentBlock.fromReasoningContent(
            reasoning ->
                reasoning.reasoningText(
                    text ->
                        text.text("else")
                            .signature(
                                called
                                    .content()
                                    .getFirst()
                                    .reasoningContent()
                                    .reasoningText()
                                    .signature()))));
    var replayed = called.toBuilder().content(changed).build();
    assertThatThrownBy(() -> client.converse(thinking(answered(asked, replayed)).build()).get())
        .hasMessageContaining(
            "The model returned the following errors: messages.1.content.0: `thinking` or"
                + " `redacted_thinking` blocks in the latest assistant message cannot be"
                + " modified.");
  }

  @ParameterizedTest
  @CsvSource({
    "AKIDANY, wrong, does not match the signature you provided",
    "AKIDANY, simulator, security token included in the request is invalid",
    "AKIDOWN, own, ''",
  })
  void onlyTheRightSecretSigns(String access, String secret, String refused) throws Exception {
    if (!secret.equals("wrong")) {
      simulator.profile("{\"profile\": {\"apiKey\": \"AKIDOWN:own\"}}");
    }
    try (var caller = client(access, secret)) {
      if (refused.isEmpty()) {
        assertThat(caller.converse(question("x").build()).get().output()).isNotNull();
      } else {
        assertThatThrownBy(() -> caller.converse(question("x").build()).get())
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isInstanceOfSatisfying(
                BedrockRuntimeException.class, e -> assertThat(e.statusCode()).isEqualTo(403))
            .hasMessageContaining(refused);
      }
    }
  }

  @Test
  void faultsAreAwssOwnExceptionsBeforeAndInsideAStream() {
    simulator.script("{\"fault\": {\"status\": 429}}");
    simulator.script("{\"fault\": {\"errorAfterChunks\": 3}}");
    simulator.script("{\"fault\": {\"malformedAfterChunks\": 3}}");

    assertThatThrownBy(() -> client.converse(question("x").build()).get())
        .cause()
        .isInstanceOf(ThrottlingException.class);
    assertThatThrownBy(() -> stream(question("x").build()))
        .cause()
        .hasMessageContaining("The server had an error");
    assertThatThrownBy(() -> stream(question("x").build())).isInstanceOf(ExecutionException.class);
  }

  private Streamed stream(ConverseRequest request) throws Exception {
    var streamed = new Streamed(new ArrayList<>(), new ArrayList<>());
    var handler =
        ConverseStreamResponseHandler.builder()
            .subscriber(
                ConverseStreamResponseHandler.Visitor.builder()
                    .onContentBlockDelta(streamed.deltas::add)
                    .onMetadata(streamed.ends::add)
                    .build())
            .build();
    var asked =
        ConverseStreamRequest.builder()
            .modelId(request.modelId())
            .messages(request.messages())
            .build();
    client.converseStream(asked, handler).get();
    return streamed;
  }

  private static ConverseRequest.Builder question(String text) {
    return ConverseRequest.builder()
        .modelId(MODEL)
        .messages(
            Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build());
  }

  private static ConverseRequest.Builder answered(ConverseRequest asked, Message called) {
    var results =
        called.content().stream()
            .filter(block -> block.toolUse() != null)
            .map(
                block ->
                    ContentBlock.fromToolResult(
                        result ->
                            result
                                .toolUseId(block.toolUse().toolUseId())
                                .content(ToolResultContentBlock.fromText("rain"))))
            .toList();
    return asked.toBuilder()
        .messages(
            asked.messages().getFirst(),
            called,
            Message.builder().role(ConversationRole.USER).content(results).build());
  }

  private static ConverseRequest.Builder thinking(ConverseRequest.Builder request) {
    var schema = Document.fromMap(Map.of("type", Document.fromString("object")));
    return request
        .inferenceConfig(inference -> inference.maxTokens(2048))
        .additionalModelRequestFields(
            Document.fromMap(
                Map.of(
                    "thinking",
                    Document.fromMap(
                        Map.of(
                            "type",
                            Document.fromString("enabled"),
                            "budget_tokens",
                            Document.fromNumber(1024))))))
        .toolConfig(
            ToolConfiguration.builder()
                .tools(
                    Tool.fromToolSpec(
                        spec -> spec.name("f").inputSchema(input -> input.json(schema))))
                .build());
  }

  private BedrockRuntimeAsyncClient client(String access, String secret) {
    return BedrockRuntimeAsyncClient.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + simulator.port() + "/bedrock"))
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(access, secret)))
        .overrideConfiguration(
            configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }
}
