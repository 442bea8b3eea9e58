package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}. */
public final class OpenAiChat implements Dialect {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static final Map<String, String> EXHAUSTED =
      Map.of(
          "x-ratelimit-limit-requests", "500",
          "x-ratelimit-remaining-requests", "0",
          "x-ratelimit-reset-requests", "6s",
          "x-ratelimit-limit-tokens", "30000",
          "x-ratelimit-remaining-tokens", "0",
          "x-ratelimit-reset-tokens", "6m0s");

  private final Set<Quirk> quirks;

  /** The dialect of a provider with quirks: it takes back the ids that they make it give. */
  public OpenAiChat(Set<Quirk> quirks) {
    this.quirks = quirks;
  }

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    return bearer(header);
  }

  /** The token of an {@code Authorization: Bearer} header; null without one. */
  static @Nullable String bearer(UnaryOperator<@Nullable String> header) {
    String value = header.apply("authorization");
    return value != null && value.regionMatches(true, 0, "Bearer ", 0, 7)
        ? value.substring(7).strip()
        : null;
  }

  @Override
  public Reading read(JsonNode body) {
    var found = new ArrayList<Violation>();
    ChatShape.of(quirks).check(body, Path.ROOT, found);
    if (found.isEmpty()) {
      found.addAll(ChatRules.check(body, quirks));
    }
    return found.isEmpty()
        ? new Reading.Accepted(prompt(body))
        : new Reading.Rejected(OpenAiErrors.of(found.getFirst()));
  }

  private static Prompt prompt(JsonNode body) {
    JsonNode messages = body.get("messages");
    JsonNode last = LastMessage.of(messages);
    var tools = new ArrayList<Prompt.Tool>();
    for (JsonNode tool : body.path("tools")) {
      JsonNode function = tool.path("function");
      if (function.isObject()) {
        tools.add(
            new Prompt.Tool(
                function.get("name").asText(),
                function.path("parameters").isObject()
                    ? function.get("parameters")
                    : JSON.objectNode()));
      }
    }
    JsonNode cap =
        body.hasNonNull("max_completion_tokens")
            ? body.get("max_completion_tokens")
            : body.path("max_tokens");
    return new Prompt(
        body.get("model").asText(),
        messages.size(),
        inputTokens(body),
        text(last.path("content")),
        last.get("role").asText().equals("tool"),
        cap.isNumber() ? cap.intValue() : null,
        body.path("n").asInt(1),
        body.path("stream").asBoolean(),
        body.path("stream_options").path("include_usage").asBoolean(),
        tools,
        forced(body.path("tool_choice"), tools),
        json(body.path("response_format")),
        false,
        body);
  }

  private static @Nullable String forced(JsonNode choice, List<Prompt.Tool> tools) {
    if (choice.path("function").has("name")) {
      return choice.get("function").get("name").asText();
    }
    return choice.asText("").equals("required") && !tools.isEmpty()
        ? tools.getFirst().name()
        : null;
  }

  private static @Nullable JsonNode json(JsonNode format) {
    return switch (format.path("type").asText("")) {
      case "json_object" -> JSON.objectNode();
      case "json_schema" -> {
        JsonNode schema = format.path("json_schema").path("schema");
        yield schema.isObject() ? schema : JSON.objectNode();
      }
      default -> null;
    };
  }

  private static int inputTokens(JsonNode body) {
    int tokens = 0;
    for (JsonNode message : body.get("messages")) {
      tokens += Tokens.PER_MESSAGE + Tokens.of(text(message.path("content")));
      for (JsonNode call : message.path("tool_calls")) {
        JsonNode function = call.path("function");
        tokens +=
            Tokens.of(function.path("name").asText("") + function.path("arguments").asText(""));
      }
    }
    if (body.path("tools").size() > 0) {
      tokens += Tokens.of(body.get("tools").toString());
    }
    return tokens;
  }

  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText("");
    }
    var text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asText("")).append(part.path("refusal").asText(""));
    }
    return text.toString();
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    return OpenAiErrors.problem(cause, detail);
  }

  @Override
  public String error(Problem problem) {
    return OpenAiErrors.body(problem);
  }

  @Override
  public String errorEvent(Problem problem, int position) {
    return "data: " + OpenAiErrors.body(problem) + "\n\n";
  }

  @Override
  public String whole(Answer answer, Prompt prompt) {
    ObjectNode root = JSON.objectNode();
    root.put("id", id(answer));
    root.put("object", "chat.completion");
    root.put("created", answer.createdSeconds());
    root.put("model", answer.model());
    var choices = root.putArray("choices");
    for (int i = 0; i < prompt.choices(); i++) {
      ObjectNode choice = choices.addObject();
      choice.put("index", i);
      ObjectNode message = choice.putObject("message");
      message(message, answer);
      choice.putNull("logprobs");
      choice.put("finish_reason", reason(answer));
    }
    root.set("usage", usage(answer.usage()));
    root.put("service_tier", "default");
    root.put("system_fingerprint", "fp_simulator");
    return root.toString();
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    return new ChatEvents(answer, prompt);
  }

  @Override
  public Map<String, String> exhaustedHeaders() {
    return EXHAUSTED;
  }

  static String id(Answer answer) {
    return "chatcmpl-sim%016x".formatted(answer.number());
  }

  private static void message(ObjectNode message, Answer answer) {
    message.put("role", "assistant");
    String text = answer.text();
    message.put("content", answer.toolCalls().isEmpty() || !text.isEmpty() ? text : null);
    message.putNull("refusal");
    message.putArray("annotations");
    var reasoning = new StringBuilder();
    for (Part part : answer.parts()) {
      switch (part) {
        case Part.Thinking(String thought, boolean redacted) -> reasoning.append(thought);
        case Part.Refusal(String refusal) -> message.put("refusal", refusal).putNull("content");
        case ToolCall call -> {
          ObjectNode tool = message.withArray("tool_calls").addObject();
          tool.put("id", call.id());
          tool.put("type", "function");
          tool.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
        case Part.Text said -> {}
      }
    }
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning.toString());
    }
  }

  static String reason(Answer answer) {
    return switch (answer.finish()) {
      case STOP, STOP_TEXT, REFUSED -> "stop";
      case LENGTH -> "length";
      case TOOL_CALLS, MALFORMED_CALL -> answer.has(Quirk.CallThenStop) ? "stop" : "tool_calls";
      case FILTERED -> "content_filter";
    };
  }

  static ObjectNode usage(Usage usage) {
    ObjectNode node = JSON.objectNode();
    node.put("prompt_tokens", usage.input());
    node.put("completion_tokens", usage.output());
    node.put("total_tokens", usage.input() + usage.output());
    node.putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cached())
        .put("audio_tokens", 0);
    node.putObject("completion_tokens_details")
        .put("reasoning_tokens", usage.reasoning())
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
    return node;
  }
}
