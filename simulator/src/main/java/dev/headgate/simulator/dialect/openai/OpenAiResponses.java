package dev.headgate.simulator.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Reading;
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

/** {@code POST /v1/responses} of one account. */
public final class OpenAiResponses implements Dialect {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What the counting endpoint takes (OpenAI's API reference, responses/input_tokens). */
  private static final Set<String> COUNTED =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "text",
          "reasoning",
          "truncation",
          "conversation",
          "previous_response_id");

  private final String account;
  private final StoredResponses stored;

  /**
   * The dialect of an account.
   *
   * @param account what encrypted reasoning and stored responses are bound to
   * @param stored responses of all accounts
   */
  public OpenAiResponses(String account, StoredResponses stored) {
    this.account = account;
    this.stored = stored;
  }

  @Override
  public @Nullable String key(UnaryOperator<@Nullable String> header) {
    return OpenAiChat.bearer(header);
  }

  @Override
  public Reading read(JsonNode body) {
    List<Violation> found = new ArrayList<>(ResponsesRules.moved(body));
    if (found.isEmpty()) {
      ResponsesShape.BODY.check(body, Path.ROOT, found);
    }
    if (found.isEmpty()) {
      found.addAll(ResponsesRules.check(body));
    }
    if (!found.isEmpty()) {
      return new Reading.Rejected(OpenAiErrors.of(found.getFirst()));
    }
    return switch (conversation(body)) {
      case Conversation.Missing(Problem problem) -> new Reading.Rejected(problem);
      case Conversation.Whole(List<JsonNode> items) -> {
        Problem wrong =
            new ItemRules(account, items, stored, body.path("store").asBoolean(true)).check();
        yield wrong == null
            ? new Reading.Accepted(ResponsesPrompt.of(body, items))
            : new Reading.Rejected(wrong);
      }
    };
  }

  /** Checks and answers {@code /v1/responses/input_tokens}. */
  public Reading count(JsonNode body) {
    for (String name : (Iterable<String>) body::fieldNames) {
      if (!COUNTED.contains(name)) {
        return new Reading.Rejected(OpenAiErrors.of(new Violation.Unknown(Path.ROOT.field(name))));
      }
    }
    return switch (read(body)) {
      case Reading.Accepted(Prompt prompt) ->
          new Reading.Immediate(
              JSON.objectNode()
                  .put("object", "response.input_tokens")
                  .put("input_tokens", prompt.inputTokens())
                  .toString(),
              new Usage(0, 0, 0, 0));
      case Reading other -> other;
    };
  }

  /** All items of a conversation, stored ones included. */
  private sealed interface Conversation {
    record Whole(List<JsonNode> items) implements Conversation {}

    record Missing(Problem problem) implements Conversation {}
  }

  private Conversation conversation(JsonNode body) {
    var items = new ArrayList<JsonNode>();
    if (body.hasNonNull("previous_response_id")) {
      String previous = body.get("previous_response_id").asText();
      List<JsonNode> before = stored.conversation(account, previous);
      if (before == null) {
        return new Conversation.Missing(
            new Problem(
                400,
                Problem.Cause.INVALID,
                "previous_response_not_found",
                "previous_response_id",
                "Previous response with id '" + previous + "' not found."));
      }
      items.addAll(before);
    }
    for (JsonNode item : ResponsesPrompt.input(body)) {
      boolean reference =
          item.path("type").asText("").equals("item_reference")
              || (!item.hasNonNull("type") && !item.has("role"));
      if (!reference) {
        items.add(item);
        continue;
      }
      String id = item.get("id").asText();
      JsonNode referenced = stored.item(account, id);
      if (referenced == null) {
        return new Conversation.Missing(
            new Problem(404, Problem.Cause.INVALID, null, "input", ItemRules.notFound(id)));
      }
      items.add(referenced);
    }
    return new Conversation.Whole(items);
  }

  private void store(Answer answer, Prompt prompt) {
    if (prompt.body().path("store").asBoolean(true)) {
      List<JsonNode> before = List.of();
      if (prompt.body().hasNonNull("previous_response_id")) {
        List<JsonNode> known =
            stored.conversation(account, prompt.body().get("previous_response_id").asText());
        before = known == null ? before : known;
      }
      var input = new ArrayList<>(before);
      input.addAll(ResponsesPrompt.input(prompt.body()));
      stored.put(
          account,
          ResponseObject.id(answer),
          input,
          new ResponseObject(account, answer, prompt).items());
    }
  }

  @Override
  public Problem problem(Problem.Cause cause, String detail) {
    if (cause == Problem.Cause.CONTEXT) {
      return new Problem(
          400,
          cause,
          null,
          "input",
          "Your input exceeds the context window of this model. Please adjust your input and try"
              + " again.");
    }
    return OpenAiErrors.problem(cause, detail);
  }

  @Override
  public String error(Problem problem) {
    return OpenAiErrors.body(problem);
  }

  @Override
  public String errorEvent(Problem problem, int position) {
    ObjectNode data = JSON.objectNode();
    data.put("type", "error").put("sequence_number", position);
    data.put("code", OpenAiErrors.streamCode(problem));
    data.put("message", problem.message()).putNull("param");
    return "event: error\ndata: " + data + "\n\n";
  }

  @Override
  public String failedEvent(
      Answer answer, Prompt prompt, Problem problem, Usage billed, int position) {
    ObjectNode data = JSON.objectNode();
    data.put("type", "response.failed").put("sequence_number", position);
    data.set("response", new ResponseObject(account, answer, prompt).failed(problem, billed));
    return "event: response.failed\ndata: " + data + "\n\n";
  }

  @Override
  public String failedWhole(Answer answer, Prompt prompt, Problem problem, Usage billed) {
    return new ResponseObject(account, answer, prompt).failed(problem, billed).toString();
  }

  @Override
  public String brokenEvent() {
    return "event: response.output_text.delta\ndata: {\"type\":\"response.output_te\n\n";
  }

  @Override
  public String whole(Answer answer, Prompt prompt) {
    store(answer, prompt);
    return new ResponseObject(account, answer, prompt).ended().toString();
  }

  @Override
  public Iterator<Event> stream(Answer answer, Prompt prompt) {
    store(answer, prompt);
    return new ResponseEvents(new ResponseObject(account, answer, prompt), answer, prompt);
  }

  @Override
  public Map<String, String> exhaustedHeaders() {
    return OpenAiChat.EXHAUSTED;
  }
}
