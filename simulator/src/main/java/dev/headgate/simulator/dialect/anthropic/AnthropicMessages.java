package dev.headgate.simulator.dialect.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.LastMessage;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/messages} and {@code /v1/messages/count_tokens}. */
public final class AnthropicMessages implements Dialect {
  private static final String OLDEST = "2023-01-01";
  private static final Pattern VERSION = Pattern.compile("20\\d\\d-[01]\\d-[0-3]\\d");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, String> EXHAUSTED =
      Map.of(
          "anthropic-ratelimit-requests-limit", "50",
          "anthropic-ratelimit-requests-remaining", "0",
          "anthropic-ratelimit-requests-reset", "2099-01-01T00:00:00Z",
          "anthropic-ratelimit-tokens-limit", "40000",
          "anthropic-ratelimit-tokens-remaining", "0",
          "anthropic-ratelimit-tokens-reset", "2099-01-01T00:00:00Z");

  private final HeldThreads threads = new HeldThreads();

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    String key = header.apply("x-api-key");
    String bearer = header.apply("authorization");
    return key != null || bearer == null || !bearer.regionMatches(true, 0, "Bearer ", 0, 7)
        ? key
        : bearer.substring(7).strip();
  }

  @Override
  public @Nullable Problem headers(UnaryOperator<@Nullable String> header) {
    String version = header.apply("anthropic-version");
    if (version == null) {
      return Problem.of(400, "anthropic-version: header is required");
    }
    // newer SDKs ask for newer ones
    return VERSION.matcher(version).matches() && version.compareTo(OLDEST) >= 0
        ? null
        : Problem.of(400, "anthropic-version: \"" + version + "\" is not a valid version.");
  }

  @Override
  public Reading read(JsonNode body) {
    var found = new ArrayList<Violation>();
    MessagesShape.BODY.check(body, Path.ROOT, found);
    JsonNode whole = found.isEmpty() ? threads.whole(body) : body;
    if (whole == null) {
      return new Reading.Rejected(AnthropicErrors.lostThread());
    }
    if (found.isEmpty()) {
      found.addAll(MessagesRules.check(whole));
    }
    return found.isEmpty()
        ? new Reading.Accepted(prompt(whole))
        : new Reading.Rejected(AnthropicErrors.of(found.getFirst()));
  }

  /** Checks and answers {@code count_tokens}. */
  public Reading count(JsonNode body) {
    Violation violation = violation(MessagesShape.COUNT, body);
    return violation == null
        ? new Reading.Immediate(
            JSON.objectNode().put("input_tokens", inputTokens(body)).toString(),
            new Usage(0, 0, 0, 0))
        : new Reading.Rejected(AnthropicErrors.of(violation));
  }

  /**
   * What Anthropic's model itself would refuse in a body whose shape is right, in its words; null
   * when nothing.
   */
  public static @Nullable String refused(JsonNode body) {
    var found = MessagesRules.check(body);
    return found.isEmpty() ? null : AnthropicErrors.of(found.getFirst()).message();
  }

  private static @Nullable Violation violation(Shape shape, JsonNode body) {
    var found = new ArrayList<Violation>();
    shape.check(body, Path.ROOT, found);
    if (found.isEmpty()) {
      found.addAll(MessagesRules.check(body));
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /** What a valid body asks for. */
  public static Prompt prompt(JsonNode body) {
    JsonNode messages = body.get("messages");
    JsonNode last = LastMessage.of(messages).get("content");
    var tools = new ArrayList<Prompt.Tool>();
    for (JsonNode tool : body.path("tools")) {
      if (tool.has("input_schema")) {
        tools.add(new Prompt.Tool(tool.get("name").asText(), tool.get("input_schema")));
      }
    }
    JsonNode format = body.path("output_config").path("format").path("schema");
    return new Prompt(
        body.get("model").asText(),
        messages.size(),
        inputTokens(body),
        text(last),
        last.path(0).path("type").asText("").equals("tool_result"),
        body.path("max_tokens").isNumber() ? body.get("max_tokens").intValue() : null,
        1,
        body.path("stream").asBoolean(),
        true,
        tools,
        forced(body.path("tool_choice"), tools),
        format.isObject() ? format : null,
        ThinkingRules.thinks(body),
        body);
  }

  private static @Nullable String forced(JsonNode choice, List<Prompt.Tool> tools) {
    return switch (choice.path("type").asText("")) {
      case "tool" -> choice.get("name").asText();
      case "any" -> tools.isEmpty() ? null : tools.getFirst().name();
      default -> null;
    };
  }

  private static int inputTokens(JsonNode body) {
    int tokens = Tokens.of(text(body.path("system")));
    for (JsonNode message : body.get("messages")) {
      tokens += Tokens.PER_MESSAGE + Tokens.of(text(message.get("content")));
      for (JsonNode block : message.get("content")) {
        if (block.path("type").asText("").equals("tool_use")) {
          tokens += Tokens.of(block.get("name").asText() + block.get("input"));
        }
      }
    }
    if (!body.path("tools").isEmpty()) {
      tokens += Tokens.of(body.get("tools").toString());
    }
    return tokens;
  }

  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    var text = new StringBuilder();
    for (JsonNode block : content) {
      text.append(block.path("text").asText("")).append(block.path("thinking").asText(""));
      text.append(text(block.path("content")));
    }
    return text.toString();
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    return AnthropicErrors.problem(cause, detail);
  }

  @Override
  public String error(Problem problem) {
    return AnthropicErrors.body(problem);
  }

  @Override
  public String errorEvent(Problem problem, int position) {
    return "event: error\ndata: " + AnthropicErrors.body(problem) + "\n\n";
  }

  @Override
  public String ping() {
    return "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  }

  @Override
  public String brokenEvent() {
    return "event: content_block_delta\ndata: {\"type\":\"content_block_del\n\n";
  }

  @Override
  public Map<String, String> exhaustedHeaders() {
    return EXHAUSTED;
  }

  @Override
  public String whole(Answer answer, Prompt prompt) {
    ObjectNode message = message(answer);
    message.set("content", content(answer));
    message.put("stop_reason", reason(answer));
    message.put("stop_sequence", answer.stoppedBy());
    message.set("usage", usage(answer.usage(), answer.usage().output()));
    hold(answer, prompt);
    return message.toString();
  }

  private void hold(Answer answer, Prompt prompt) {
    if (HeldThreads.wanted(prompt.body())) {
      threads.put(messageId(answer), prompt.body(), content(answer));
    }
  }

  private static ArrayNode content(Answer answer) {
    var content = JSON.arrayNode();
    int thoughts = 0;
    for (Part part : answer.parts()) {
      content.add(
          switch (part) {
            case Part.Thinking thinking -> thinking(thinking, thoughts++);
            case Part.Text(String text) -> textBlock(text);
            case Part.Refusal(String text) -> textBlock(text);
            case ToolCall call -> {
              ObjectNode block = JSON.objectNode().put("type", "tool_use").put("id", id(call));
              block.put("name", call.name());
              yield block.set("input", json(call.arguments()));
            }
          });
    }
    return content;
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    hold(answer, prompt);
    return new MessageEvents(answer);
  }

  private static ObjectNode textBlock(String text) {
    return JSON.objectNode().put("type", "text").put("text", text);
  }

  private static ObjectNode thinking(Part.Thinking thinking, int position) {
    return thinking.redacted()
        ? redacted(thinking, position)
        : JSON.objectNode()
            .put("type", "thinking")
            .put("thinking", thinking.text())
            .put("signature", signature(thinking, position));
  }

  /** What stands in for redacted thinking. */
  public static String redactedData(Part.Thinking thinking, int position) {
    return Signature.of(ThinkingRules.REDACTED, position, thinking.text());
  }

  /** The signature of a block of thinking. */
  public static String signature(Part.Thinking thinking, int position) {
    return Signature.of(ThinkingRules.REALM, position, thinking.text());
  }

  static ObjectNode redacted(Part.Thinking thinking, int position) {
    return JSON.objectNode()
        .put("type", "redacted_thinking")
        .put("data", redactedData(thinking, position));
  }

  /** Tokens of the thinking that everybody can read. */
  public static int shown(Answer answer) {
    return answer.parts().stream()
        .mapToInt(
            part ->
                part instanceof Part.Thinking(String text, boolean redacted) && !redacted
                    ? Tokens.of(text)
                    : 0)
        .sum();
  }

  private static String messageId(Answer answer) {
    return "msg_sim%016x".formatted(answer.number());
  }

  static ObjectNode message(Answer answer) {
    return JSON.objectNode()
        .put("id", messageId(answer))
        .put("type", "message")
        .put("role", "assistant")
        .put("model", answer.model());
  }

  static ObjectNode usage(Usage usage, int output) {
    ObjectNode node = JSON.objectNode();
    node.put("input_tokens", usage.input() - usage.cached());
    node.put("cache_creation_input_tokens", 0);
    node.put("cache_read_input_tokens", usage.cached());
    node.put("output_tokens", output);
    node.put("service_tier", "standard");
    return node;
  }

  static String id(ToolCall call) {
    return call.id().replace("call_", "toolu_");
  }

  static String reason(Answer answer) {
    return switch (answer.finish()) {
      case STOP -> "end_turn";
      case STOP_TEXT -> "stop_sequence";
      case LENGTH -> "max_tokens";
      case TOOL_CALLS, MALFORMED_CALL -> answer.has(Quirk.CallThenStop) ? "end_turn" : "tool_use";
      case FILTERED, REFUSED -> "refusal";
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
