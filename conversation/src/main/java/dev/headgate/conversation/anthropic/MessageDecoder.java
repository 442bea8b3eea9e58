package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole answer. */
final class MessageDecoder {
  private MessageDecoder() {}

  static Answered<Answer> decode(byte[] body, AnswerContext context) {
    try {
      var root = Json.parse(body).object();
      if (root.peek("error") != null) {
        return new Answered.Failed<>(AnthropicErrors.of(500, root));
      }
      return new Answered.Read<>(read(root, context), List.of());
    } catch (InvalidException e) {
      return new Answered.Failed<>(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem()));
    }
  }

  private static Answer read(Fields root, AnswerContext context) throws InvalidException {
    var calls = new AnswerCalls(context);
    var blocks = new BlockDecoder(AnswerCalls.signer(context.origin()));
    var parts = new ArrayList<Part>();
    for (var node : root.need("content").elements()) {
      var part = blocks.block(node);
      parts.add(part instanceof Part.ToolCall call ? calls.named(call) : part);
    }
    var stop = AnthropicStops.read(root);
    var id = root.string("id");
    var model = root.string("model");
    var usage = root.take("usage");
    root.take("type");
    root.take("role");
    return new Answer(
        id == null ? "" : id,
        model == null ? "" : model,
        0,
        context.origin(),
        List.of(new Choice(0, parts, stop == null ? Stop.of(Stop.Reason.END) : stop, List.of())),
        usage == null ? null : AnthropicUsage.read(usage, Usage.NONE),
        root.rest(AnthropicDialect.NAME, Severity.COSMETIC));
  }
}
