package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer. */
final class ResponseDecoder {
  /** What stands beside an answer and is about it, not in it. */
  private static final List<String> SOURCES =
      List.of("groundingMetadata", "citationMetadata", "urlContextMetadata");

  private final AnswerContext context;
  private final PartDecoder parts;
  private final AnswerCalls calls;
  private final Losses losses = new Losses();
  private @Nullable Failure failure;

  private ResponseDecoder(AnswerContext context) {
    this.context = context;
    this.parts = new PartDecoder(context.origin());
    this.calls = new AnswerCalls(context);
  }

  static Answered<Answer> decode(byte[] body, AnswerContext context) {
    try {
      var node = Json.parse(body);
      if (node.isArray() || node.object().peek("error") != null) {
        return new Answered.Failed<>(GeminiErrors.of(500, node));
      }
      var decoder = new ResponseDecoder(context);
      var answer = decoder.read(Message.of(node));
      return decoder.failure == null
          ? new Answered.Read<>(answer, decoder.losses.list())
          : new Answered.Failed<>(decoder.failure);
    } catch (InvalidException e) {
      return new Answered.Failed<>(GeminiDialect.garbled(e));
    }
  }

  private Answer read(Message root) throws InvalidException {
    var choices = new ArrayList<Choice>();
    for (var candidate : root.repeated("candidates")) {
      choices.add(choice(Message.of(candidate), choices.size()));
    }
    var blocked = blocked(root.message("promptFeedback"));
    if (choices.isEmpty()) {
      if (blocked == null) {
        throw new InvalidException(root.at().field("candidates"), "must not be empty");
      }
      choices.add(new Choice(0, List.of(), blocked, List.of()));
    }
    choices.sort(Comparator.comparingInt(Choice::index));
    var id = root.string("responseId");
    var model = root.string("modelVersion");
    var usage = root.message("usageMetadata");
    // Only Vertex tells it; who answers says when.
    root.take("createTime");
    return new Answer(
        id == null ? "" : id,
        model == null ? "" : model,
        0,
        context.origin(),
        choices,
        usage == null ? (Usage) null : GeminiUsage.read(usage),
        root.rest("", Severity.COSMETIC));
  }

  /** The prompt was refused: an answer without words, which still costs its input. */
  private @Nullable Stop blocked(@Nullable Message feedback) throws InvalidException {
    var reason = feedback == null ? null : feedback.string("blockReason");
    return reason == null ? null : new Stop(Stop.Reason.FILTERED, null, reason);
  }

  private Choice choice(Message candidate, int position) throws InvalidException {
    var content = candidate.message("content");
    var read = new ArrayList<Part>();
    boolean calling = false;
    if (content != null) {
      for (var part : parts.read(content)) {
        calling |= part instanceof Part.ToolCall;
        read.add(part instanceof Part.ToolCall call ? calls.named(call) : part);
      }
    }
    // A stream's last piece and an answer of nothing say so with empty words.
    read.removeIf(ResponseDecoder::isNothing);
    var word = candidate.string("finishReason");
    var failed = GeminiStops.failure(word, candidate.string("finishMessage"));
    if (failure == null) {
      failure = failed;
    }
    for (var source : SOURCES) {
      var node = candidate.take(source);
      if (node != null) {
        losses.degrading(node.at(), Loss.Action.DROPPED, "sources are not translated");
      }
    }
    var index = candidate.integer("index", 0, Integer.MAX_VALUE);
    var logProbs = GeminiLogProbs.read(candidate.message("logprobsResult"));
    for (var extra : candidate.rest("", Severity.COSMETIC)) {
      losses.cosmetic(
          candidate.at().field(extra.name()), Loss.Action.DROPPED, "a judgement of the provider's");
    }
    return new Choice(
        index == null ? position : index, read, GeminiStops.read(word, calling), logProbs);
  }

  private static boolean isNothing(Part part) {
    return part instanceof Part.Text(var text, var marks)
        && text.isEmpty()
        && marks.opaque().isEmpty()
        && marks.extras().isEmpty();
  }
}
