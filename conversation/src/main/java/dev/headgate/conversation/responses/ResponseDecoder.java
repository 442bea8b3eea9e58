package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a whole response. */
final class ResponseDecoder {
  private static final Set<String> FAILED = Set.of("failed", "cancelled");

  private final AnswerContext context;
  private int calls;

  private ResponseDecoder(AnswerContext context) {
    this.context = context;
  }

  static Answered<Answer> decode(byte[] body, AnswerContext context) {
    try {
      var root = Json.parse(body).object();
      var status = root.peek("status");
      var word = status != null && status.isString() ? status.string() : "";
      if (root.peek("error") != null || FAILED.contains(word)) {
        return new Answered.Failed<>(failure(root), ResponsesUsage.read(root.take("usage")));
      }
      return new Answered.Read<>(new ResponseDecoder(context).read(root), List.of());
    } catch (InvalidException e) {
      return new Answered.Failed<>(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem()));
    }
  }

  /** What a response says that has failed. */
  static Failure failure(Fields response) throws InvalidException {
    var error = response.take("error");
    if (error != null && error.isString()) {
      return Failure.of(Failure.Kind.SERVER, error.string());
    }
    return ResponsesFailures.read(error == null ? null : error.object());
  }

  private Answer read(Fields root) throws InvalidException {
    var items = new ItemDecoder(context.origin(), Severity.DEGRADING);
    var parts = new ArrayList<Part>();
    var logProbs = new ArrayList<TokenLogProb>();
    for (var item : root.need("output").elements()) {
      for (var part : items.read(item)) {
        parts.add(part instanceof Part.ToolCall call ? call(call, calls++, context) : part);
      }
      logProbs(item, logProbs);
    }
    var status = root.string("status");
    var stop =
        ResponsesStops.read(
            status == null ? "completed" : status,
            reason(root),
            calls > 0,
            parts.stream().anyMatch(Part.Refusal.class::isInstance));
    var id = root.string("id");
    var model = root.string("model");
    var created = root.number("created_at", 0, 1e12);
    root.take("object");
    var usage = ResponsesUsage.read(root.take("usage"));
    return new Answer(
        id == null ? "" : id,
        model == null ? "" : model,
        created == null ? 0 : created.longValue(),
        context.origin(),
        List.of(new Choice(0, parts, stop, logProbs)),
        usage,
        root.rest(ResponsesDialect.NAME, Severity.COSMETIC));
  }

  /** Why a response is incomplete; null when it does not say. */
  static @Nullable String reason(Fields response) throws InvalidException {
    var details = response.take("incomplete_details");
    return details == null || !details.isObject() ? null : details.object().string("reason");
  }

  /** A call with an id that every dialect takes and the caller's name of its tool. */
  static Part.ToolCall call(Part.ToolCall call, int number, AnswerContext context) {
    var id =
        call.id().isEmpty()
            ? CallIds.made(context.uniqueId(), number)
            : CallIds.canonical(call.id());
    var name = context.wayBack().callersName(call.name());
    return new Part.ToolCall(id, name, call.arguments(), call.freeform(), call.marks());
  }

  private static void logProbs(Node node, List<TokenLogProb> logProbs) throws InvalidException {
    var content = node.object().peek("content");
    if (content == null || !content.isArray()) {
      return;
    }
    for (var part : content.elements()) {
      logProbs.addAll(LogProbs.read(part.object().peek("logprobs")));
    }
  }
}
