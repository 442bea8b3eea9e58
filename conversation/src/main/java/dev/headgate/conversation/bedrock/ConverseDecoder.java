package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.AnswerContext;
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
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer. */
final class ConverseDecoder {
  private final AnswerContext context;
  private final ConverseCalls calls;
  private final Losses losses = new Losses();

  private ConverseDecoder(AnswerContext context) {
    this.context = context;
    this.calls = new ConverseCalls(context);
  }

  static Answered<Answer> decode(byte[] body, AnswerContext context) {
    try {
      return new ConverseDecoder(context).read(Json.parse(body).object());
    } catch (InvalidException e) {
      return new Answered.Failed<>(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem()));
    }
  }

  private Answered<Answer> read(Fields root) throws InvalidException {
    var usage = ConverseUsage.read(root.take("usage"));
    var reason = root.need("stopReason").string();
    if (ConverseStops.malformed(reason)) {
      return new Answered.Failed<>(
          Failure.of(Failure.Kind.MALFORMED_CALL, "the model wrote a call that is none"), usage);
    }
    var message = root.need("output").object().need("message").object();
    var parts = new ArrayList<Part>();
    for (var node : message.elements("content")) {
      var part = part(node);
      if (part != null) {
        parts.add(part);
      }
    }
    boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    var stop = ConverseStops.read(reason, root, called);
    return new Answered.Read<>(
        new Answer(
            "",
            "",
            0,
            context.origin(),
            List.of(new Choice(0, parts, stop, List.of())),
            usage,
            List.of()),
        losses.list());
  }

  private @Nullable Part part(Node node) throws InvalidException {
    var block = node.object();
    var text = block.string("text");
    if (text != null) {
      return new Part.Text(text, Marks.at(node.at()));
    }
    var use = block.object("toolUse");
    if (use != null) {
      return call(use);
    }
    var reasoning = block.object("reasoningContent");
    if (reasoning != null) {
      return reasoning(reasoning);
    }
    var cited = block.object("citationsContent");
    if (cited != null) {
      losses.degrading(node.at(), Loss.Action.DROPPED, "citations have no place elsewhere");
      var words = new StringBuilder();
      for (var piece : cited.elements("content")) {
        var said = piece.object().string("text");
        words.append(said == null ? "" : said);
      }
      return new Part.Text(words.toString(), Marks.at(node.at()));
    }
    losses.degrading(node.at(), Loss.Action.DROPPED, "not a known block");
    return null;
  }

  private Part call(Fields use) throws InvalidException {
    var id = use.string("toolUseId");
    var head = calls.head(id == null ? "" : id, use.need("name").string());
    var input = use.take("input");
    var arguments = input == null ? "{}" : input.object().raw();
    return new Part.ToolCall(
        head.id(),
        head.name(),
        head.freeform() ? ConverseCalls.unwrapped(arguments) : arguments,
        head.freeform(),
        Marks.at(use.at()));
  }

  private Part reasoning(Fields content) throws InvalidException {
    var marks = Marks.at(content.at());
    var hidden = content.string("redactedContent");
    if (hidden != null) {
      return new Part.Reasoning(
          "", true, marks.withOpaque(List.of(Redacted.read(context.origin(), hidden))));
    }
    var said = content.need("reasoningText").object();
    var text = said.string("text");
    var signature = said.string("signature");
    return new Part.Reasoning(
        text == null ? "" : text,
        false,
        signature == null || signature.isEmpty()
            ? marks
            : marks.withOpaque(
                List.of(new Opaque(context.origin(), AnthropicDialect.SIGNATURE, signature))));
  }
}
