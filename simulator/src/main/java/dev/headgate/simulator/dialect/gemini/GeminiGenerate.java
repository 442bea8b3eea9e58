package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Tokens;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.shape.Path;
import dev.headgate.simulator.shape.Shape;
import dev.headgate.simulator.shape.Violation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code :generateContent}, {@code :streamGenerateContent} and {@code :countTokens} of a model. */
public final class GeminiGenerate implements Dialect {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String model;
  private final boolean stream;
  private final boolean sse;

  /**
   * One operation.
   *
   * @param stream whether it is streamGenerateContent
   * @param sse whether {@code alt=sse} was asked for; else a stream is one JSON array
   */
  public GeminiGenerate(String model, boolean stream, boolean sse) {
    this.model = model;
    this.stream = stream;
    this.sse = sse;
  }

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    String key = header.apply("x-goog-api-key");
    String bearer = header.apply("authorization");
    return key != null || bearer == null || !bearer.regionMatches(true, 0, "Bearer ", 0, 7)
        ? key
        : bearer.substring(7).strip();
  }

  @Override
  public Reading read(JsonNode said) {
    JsonNode body = Proto.plain(said);
    var found = new ArrayList<Violation>();
    GenerateShape.BODY.check(body, Path.ROOT, found);
    if (found.isEmpty()) {
      found.addAll(GenerateRules.check(body, model));
    }
    return found.isEmpty()
        ? new Reading.Accepted(prompt(body))
        : new Reading.Rejected(GeminiErrors.of(found.getFirst()));
  }

  /** Checks and answers {@code :countTokens}. */
  public Reading count(JsonNode body) {
    return count(body, GenerateShape.COUNT);
  }

  Reading count(JsonNode body, Shape shape) {
    var found = new ArrayList<Violation>();
    shape.check(body, Path.ROOT, found);
    JsonNode inner = Proto.get(body, "generateContentRequest");
    return found.isEmpty()
        ? new Reading.Immediate(
            JSON.objectNode()
                .put("totalTokens", inputTokens(inner.isObject() ? inner : body))
                .toString(),
            new Usage(0, 0, 0, 0))
        : new Reading.Rejected(GeminiErrors.of(found.getFirst()));
  }

  private Prompt prompt(JsonNode body) {
    JsonNode contents = body.get("contents");
    JsonNode last = contents.get(contents.size() - 1);
    JsonNode generation = Proto.get(body, "generationConfig");
    JsonNode cap = Proto.get(generation, "maxOutputTokens");
    List<Prompt.Tool> tools = tools(body);
    return new Prompt(
        model,
        contents.size(),
        inputTokens(body),
        text(last),
        Proto.get(last.path("parts").path(0), "functionResponse").isObject(),
        cap.isNumber() ? cap.intValue() : null,
        Proto.get(generation, "candidateCount").asInt(1),
        stream,
        true,
        tools,
        forced(body, tools),
        json(generation),
        Proto.get(Proto.get(generation, "thinkingConfig"), "includeThoughts").asBoolean(),
        body);
  }

  private static List<Prompt.Tool> tools(JsonNode body) {
    var tools = new ArrayList<Prompt.Tool>();
    for (JsonNode tool : body.path("tools")) {
      for (JsonNode function : Proto.get(tool, "functionDeclarations")) {
        JsonNode schema = Proto.get(function, "parametersJsonSchema");
        JsonNode parameters = schema.isObject() ? schema : function.path("parameters");
        tools.add(
            new Prompt.Tool(
                function.get("name").asText(),
                parameters.isObject() ? parameters : JSON.objectNode()));
      }
    }
    return tools;
  }

  private static @Nullable String forced(JsonNode body, List<Prompt.Tool> tools) {
    JsonNode config = Proto.get(Proto.get(body, "toolConfig"), "functionCallingConfig");
    if (!config.path("mode").asText("").equals("ANY") || tools.isEmpty()) {
      return null;
    }
    JsonNode allowed = Proto.get(config, "allowedFunctionNames");
    return allowed.isEmpty() ? tools.getFirst().name() : allowed.get(0).asText();
  }

  private static @Nullable JsonNode json(JsonNode generation) {
    if (!Proto.get(generation, "responseMimeType").asText("").equals("application/json")) {
      return null;
    }
    JsonNode full = Proto.get(generation, "responseJsonSchema");
    JsonNode schema = full.isObject() ? full : Proto.get(generation, "responseSchema");
    return schema.isObject() ? schema : JSON.objectNode();
  }

  private static int inputTokens(JsonNode body) {
    JsonNode system = Proto.get(body, "systemInstruction");
    int tokens = Tokens.of(text(system));
    for (JsonNode content : body.path("contents")) {
      tokens += Tokens.PER_MESSAGE + Tokens.of(text(content));
      for (JsonNode part : content.path("parts")) {
        JsonNode call = Proto.get(part, "functionCall");
        if (call.isObject()) {
          tokens += Tokens.of(call.path("name").asText() + call.path("args"));
        }
      }
    }
    if (!body.path("tools").isEmpty()) {
      tokens += Tokens.of(body.get("tools").toString());
    }
    return tokens;
  }

  private static String text(JsonNode content) {
    var text = new StringBuilder();
    for (JsonNode part : content.path("parts")) {
      text.append(part.path("text").asText(""));
      JsonNode response = Proto.get(part, "functionResponse").path("response");
      if (response.isObject()) {
        text.append(response);
      }
    }
    return text.toString();
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    return GeminiErrors.problem(cause, detail);
  }

  @Override
  public String error(Problem problem) {
    ObjectNode body = GeminiErrors.body(problem);
    return stream && !sse ? "[" + body + "]" : body.toString();
  }

  @Override
  public String errorEvent(Problem problem, int position) {
    ObjectNode body = GeminiErrors.body(problem);
    return sse ? "data: " + body + "\r\n\r\n" : "," + body + "]";
  }

  @Override
  public String ping() {
    // Google's own SDKs die on a line that is neither data: nor empty
    return sse ? "\r\n" : "";
  }

  @Override
  public String brokenEvent() {
    return sse ? "data: {\"candidates\": [{\"con\r\n\r\n" : "{\"candidates\": [{\"con";
  }

  @Override
  public String streamContentType() {
    return sse ? "text/event-stream" : "application/json; charset=UTF-8";
  }

  @Override
  public Map<String, String> exhaustedHeaders() {
    // Gemini tells its limits in error details and quota pages only
    return Map.of();
  }

  @Override
  public String whole(Answer answer, Prompt prompt) {
    var parts = JSON.arrayNode();
    GeminiParts.of(answer).forEach(parts::add);
    ObjectNode root = JSON.objectNode();
    var candidates = root.putArray("candidates");
    for (int i = 0; i < prompt.choices(); i++) {
      ObjectNode candidate = candidates.addObject();
      if (!parts.isEmpty()) {
        candidate.putObject("content").put("role", "model").set("parts", parts);
      }
      GeminiParts.finish(candidate, answer);
      candidate.put("index", i);
    }
    return rest(root, answer, answer.usage()).toString();
  }

  /** Usage and what stands behind it in every response, partial ones included. */
  static ObjectNode rest(ObjectNode root, Answer answer, Usage usage) {
    ObjectNode node = root.putObject("usageMetadata");
    node.put("promptTokenCount", usage.input());
    node.put("candidatesTokenCount", usage.output() - usage.reasoning());
    node.put("totalTokenCount", usage.input() + usage.output());
    if (usage.cached() > 0) {
      node.put("cachedContentTokenCount", usage.cached());
    }
    if (usage.reasoning() > 0) {
      node.put("thoughtsTokenCount", usage.reasoning());
    }
    return root.put("modelVersion", answer.model())
        .put("responseId", "sim%016x".formatted(answer.number()));
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    return new PartialResponses(answer, sse);
  }
}
