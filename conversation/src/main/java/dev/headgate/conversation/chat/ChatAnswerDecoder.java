package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.AnswerIds;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a whole answer. */
final class ChatAnswerDecoder {
  private final AnswerContext context;
  private final AnswerIds ids;
  private final Losses losses = new Losses();

  private ChatAnswerDecoder(AnswerContext context) {
    this.context = context;
    this.ids = new AnswerIds(context.uniqueId());
  }

  static Answered<Answer> decode(byte[] body, AnswerContext context) {
    try {
      var root = Json.parse(body).object();
      if (root.peek("error") != null) {
        return new Answered.Failed<>(ChatErrors.of(200, root));
      }
      var decoder = new ChatAnswerDecoder(context);
      return new Answered.Read<>(decoder.read(root), decoder.losses.list());
    } catch (InvalidException e) {
      return new Answered.Failed<>(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem()));
    }
  }

  private Answer read(Fields root) throws InvalidException {
    var choices = new ArrayList<Choice>();
    for (var choice : root.need("choices").elements()) {
      choices.add(choice(choice.object(), choices.size()));
    }
    if (choices.isEmpty()) {
      throw new InvalidException(root.at().field("choices"), "must not be empty");
    }
    choices.sort(Comparator.comparingInt(Choice::index));
    var id = root.string("id");
    var model = root.string("model");
    root.take("object");
    return new Answer(
        id == null ? "" : id,
        model == null ? "" : model,
        root.count("created"),
        context.origin(),
        choices,
        ChatUsage.read(root.take("usage")),
        root.rest(ChatDialect.NAME, Severity.COSMETIC));
  }

  private Choice choice(Fields choice, int position) throws InvalidException {
    var parts = new ArrayList<Part>();
    var said = choice.take("message");
    if (said == null) {
      // Azure leaves it out of what its filter took away.
      return ended(choice, position, parts, false, false);
    }
    var message = said.object();
    reasoning(message, parts);
    words(message, parts);
    boolean refused = parts.stream().anyMatch(Part.Refusal.class::isInstance);
    int before = parts.size();
    for (var call : message.elements("tool_calls")) {
      parts.add(call(ChatCalls.read(call.object())));
    }
    var legacy = message.take("function_call");
    if (legacy != null) {
      var function = legacy.object();
      parts.add(
          call(
              new Part.ToolCall(
                  "",
                  function.need("name").string(),
                  function.need("arguments").string(),
                  false,
                  Marks.at(legacy.at()))));
    }
    var audio = message.take("audio");
    if (audio != null) {
      losses.semantic(audio.at(), Loss.Action.DROPPED, "spoken answers are not translated");
    }
    var annotations = message.take("annotations");
    if (annotations != null && annotations.isArray() && !annotations.elements().isEmpty()) {
      losses.degrading(annotations.at(), Loss.Action.DROPPED, "citations are not translated");
    }
    leftOver(message);
    return ended(choice, position, parts, parts.size() > before, refused);
  }

  /** What some server says of a message and nobody else could. */
  private void leftOver(Fields message) throws InvalidException {
    message.take("role");
    for (var extra : message.rest(ChatDialect.NAME, Severity.DEGRADING)) {
      if (!extra.json().equals("null")) {
        losses.degrading(
            message.at().field(extra.name()), Loss.Action.DROPPED, "only this server has it");
      }
    }
  }

  private static Choice ended(
      Fields choice, int position, List<Part> parts, boolean calling, boolean refused)
      throws InvalidException {
    var index = choice.integer("index", 0, Integer.MAX_VALUE);
    return new Choice(
        index == null ? position : index,
        parts,
        ChatStops.read(choice.string("finish_reason"), calling, refused),
        ChatLogProbs.read(choice.take("logprobs")));
  }

  private static void reasoning(Fields message, List<Part> parts) throws InvalidException {
    for (var field : List.of("reasoning_content", "reasoning")) {
      var reasoning = message.take(field);
      if (reasoning != null && reasoning.isString() && parts.isEmpty()) {
        var text = reasoning.string();
        if (!text.isEmpty()) {
          parts.add(new Part.Reasoning(text, false, Marks.at(reasoning.at())));
        }
      }
    }
  }

  private static void words(Fields message, List<Part> parts) throws InvalidException {
    Node content = message.take("content");
    if (content != null && content.isObject()) {
      // Cloudflare's Workers AI answers a schema with the object itself instead of its text.
      parts.add(new Part.Text(content.raw(), Marks.at(content.at())));
    } else if (content != null && !(content.isString() && content.string().isEmpty())) {
      parts.addAll(ChatContent.read(content));
    }
    var refusal = message.take("refusal");
    if (refusal != null && !refusal.string().isEmpty()) {
      parts.add(new Part.Refusal(refusal.string(), Marks.at(refusal.at())));
    }
  }

  private Part.ToolCall call(Part.ToolCall call) {
    var id = ids.next(call.id());
    var name = context.wayBack().callersName(call.name());
    var arguments = call.arguments();
    if (!call.freeform() && arguments.isBlank()) {
      arguments = "{}";
    }
    return new Part.ToolCall(id, name, arguments, call.freeform(), call.marks());
  }
}
