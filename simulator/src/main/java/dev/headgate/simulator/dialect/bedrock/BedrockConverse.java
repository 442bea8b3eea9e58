package dev.headgate.simulator.dialect.bedrock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Asked;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.dialect.anthropic.AnthropicMessages;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Violation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code POST /model/{modelId}/converse} and {@code /converse-stream}. */
public final class BedrockConverse implements Dialect {
  /** The secret access key that signs for every access key, unless a profile has others. */
  public static final String SECRET = "simulator";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String BEARER = "Bearer ";
  private static final String CLAUDE = "claude";

  private final String model;
  private final boolean stream;
  private final InstantSource clock;

  /**
   * One operation.
   *
   * @param model its id, decoded
   * @param stream whether it is converse-stream
   * @param clock tells whether a signature is fresh
   */
  public BedrockConverse(String model, boolean stream, InstantSource clock) {
    this.model = model;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    String value = header.apply("authorization");
    return value != null && value.startsWith(BEARER) ? value.substring(BEARER.length()) : null;
  }

  @Override
  public @Nullable Problem credential(Asked asked, @Nullable String only) {
    String bearer = key(asked.header());
    if (bearer != null) {
      return only == null || only.equals(bearer)
          ? null
          : ConverseErrors.refused(
              "AccessDeniedException",
              "Authentication failed: Please make sure your API Key is valid.");
    }
    SignatureV4 signature = SignatureV4.of(asked);
    if (signature == null) {
      return ConverseErrors.refused(
          "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    int colon = only == null ? -1 : only.indexOf(':');
    if (only != null && (colon < 0 || !only.substring(0, colon).equals(signature.access()))) {
      return ConverseErrors.problem(Problem.Cause.KEY, signature.access());
    }
    String flaw =
        signature.flaw(only == null ? SECRET : only.substring(colon + 1), clock.instant());
    return flaw == null ? null : ConverseErrors.refused("InvalidSignatureException", flaw);
  }

  @Override
  public Reading read(JsonNode body) {
    var found = new ArrayList<Violation>();
    ConverseShape.BODY.check(body, Path.ROOT, found);
    if (!found.isEmpty()) {
      return new Reading.Rejected(ConverseErrors.of(found.getFirst()));
    }
    String wrong = ConverseRules.check(body, model);
    if (wrong != null) {
      return new Reading.Rejected(ConverseErrors.invalid(wrong));
    }
    int claude = model.indexOf(CLAUDE);
    ObjectNode messages = MessagesBody.of(body, claude < 0 ? model : model.substring(claude));
    String refused = AnthropicMessages.refused(messages);
    if (refused != null) {
      return new Reading.Rejected(
          ConverseErrors.invalid("The model returned the following errors: " + refused));
    }
    messages.put("model", model).put("stream", stream);
    return new Reading.Accepted(AnthropicMessages.prompt(messages));
  }

  /**
   * Checks and answers {@code /count-tokens}. Claude's own ids are counted for, those of profiles
   * and of other models are not (AWS's user guide, "Monitor your token usage").
   */
  public Reading count(JsonNode body) {
    if (!model.startsWith("anthropic.claude")) {
      return new Reading.Rejected(
          ConverseErrors.invalid("The provided model doesn't support counting tokens."));
    }
    var found = new ArrayList<Violation>();
    ConverseShape.COUNT.check(body, Path.ROOT, found);
    if (!found.isEmpty()) {
      return new Reading.Rejected(ConverseErrors.of(found.getFirst()));
    }
    return switch (read(body.at("/input/converse"))) {
      case Reading.Accepted(Prompt prompt) ->
          new Reading.Immediate(
              JSON.objectNode().put("inputTokens", prompt.inputTokens()).toString(),
              new Usage(0, 0, 0, 0));
      case Reading other -> other;
    };
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    return ConverseErrors.problem(cause, detail);
  }

  @Override
  public String error(Problem problem) {
    return ConverseErrors.body(problem);
  }

  @Override
  public Map<String, String> errorHeaders(Problem problem) {
    return Map.of("x-amzn-errortype", ConverseErrors.name(problem));
  }

  @Override
  public String errorEvent(Problem problem, int position) {
    String name = ConverseErrors.name(problem);
    var headers = new LinkedHashMap<String, String>();
    headers.put(":exception-type", Character.toLowerCase(name.charAt(0)) + name.substring(1));
    headers.put(":content-type", "application/json");
    headers.put(":message-type", "exception");
    return EventFrame.of(headers, ConverseErrors.body(problem));
  }

  @Override
  public String ping() {
    return "";
  }

  @Override
  public String brokenEvent() {
    String frame = ConverseEvents.frame("contentBlockDelta", JSON.objectNode());
    // the last byte belongs to the checksum
    return frame.substring(0, frame.length() - 1) + (char) (frame.charAt(frame.length() - 1) ^ 1);
  }

  @Override
  public String streamContentType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public Charset streamCharset() {
    return EventFrame.BYTES;
  }

  @Override
  public Map<String, String> exhaustedHeaders() {
    // Bedrock tells its limits in Service Quotas only
    return Map.of();
  }

  @Override
  public String whole(Answer answer, Prompt prompt) {
    ObjectNode root = JSON.objectNode();
    root.putObject("metrics").put("latencyMs", 1);
    ObjectNode message = root.putObject("output").putObject("message");
    ArrayNode content = message.putArray("content");
    int thoughts = 0;
    for (Part part : answer.parts()) {
      ObjectNode block = content.addObject();
      switch (part) {
        case Part.Thinking thinking ->
            block.set("reasoningContent", reasoning(thinking, thoughts++));
        case Part.Text(String text) -> block.put("text", text);
        case Part.Refusal(String text) -> block.put("text", text);
        case ToolCall call ->
            block
                .putObject("toolUse")
                .put("toolUseId", id(call))
                .put("name", call.name())
                .set("input", json(call.arguments()));
      }
    }
    message.put("role", "assistant");
    root.put("stopReason", reason(answer));
    return root.set("usage", usage(answer.usage())).toString();
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    return new ConverseEvents(answer);
  }

  private static ObjectNode reasoning(Part.Thinking thinking, int position) {
    ObjectNode reasoning = JSON.objectNode();
    if (thinking.redacted()) {
      return reasoning.put("redactedContent", redacted(thinking, position));
    }
    reasoning
        .putObject("reasoningText")
        .put("text", thinking.text())
        .put("signature", AnthropicMessages.signature(thinking, position));
    return reasoning;
  }

  static String redacted(Part.Thinking thinking, int position) {
    return Base64.getEncoder()
        .encodeToString(
            AnthropicMessages.redactedData(thinking, position).getBytes(StandardCharsets.UTF_8));
  }

  static ObjectNode usage(Usage usage) {
    return JSON.objectNode()
        .put("inputTokens", usage.input() - usage.cached())
        .put("outputTokens", usage.output())
        .put("totalTokens", usage.input() + usage.output())
        .put("cacheReadInputTokens", usage.cached())
        .put("cacheWriteInputTokens", 0);
  }

  static String id(ToolCall call) {
    return call.id().replace("call_", "tooluse_");
  }

  static String reason(Answer answer) {
    return switch (answer.finish()) {
      case STOP, REFUSED -> "end_turn";
      case STOP_TEXT -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS -> answer.has(Quirk.CallThenStop) ? "end_turn" : "tool_use";
      case MALFORMED_CALL -> "malformed_tool_use";
      case FILTERED -> "content_filtered";
    };
  }

  private static JsonNode json(String arguments) {
    try {
      return arguments.isEmpty() ? JSON.objectNode() : MAPPER.readTree(arguments);
    } catch (JsonProcessingException e) {
      return JSON.objectNode();
    }
  }
}
