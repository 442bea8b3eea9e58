package dev.headgate.conversation.responses;

import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Sampling;
import dev.headgate.conversation.schema.StrictSchema;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a request for an answer or for the number of tokens. */
final class ResponsesRequestEncoder {
  private static final int MAX_NAME = 64;
  private static final int LEAST_TOKENS = 16;
  private static final Set<String> ELSEWHERE =
      Set.of("include", "reasoning", ResponsesRequestDecoder.STORE);

  /** Fields that OpenAI's other dialect has with the same meaning. */
  private static final Set<String> SHARED =
      Set.of("service_tier", "prompt_cache_retention", "prompt_cache_options");

  /** What the counting endpoint takes besides what is always written. */
  private static final Set<String> COUNTED =
      Set.of("previous_response_id", "conversation", "truncation", "tool_choice");

  private final Conversation conversation;
  private final Target target;
  private final boolean answer;
  private final Losses losses = new Losses();
  private final ToolNames names = new ToolNames(MAX_NAME);
  private final ByteSink sink = new ByteSink(4096);
  private final JsonOut out = new JsonOut(sink);

  ResponsesRequestEncoder(Conversation conversation, Target target) {
    this.conversation = conversation;
    this.target = target.reasoning(conversation.thinking());
    this.answer = conversation.purpose() == Purpose.ANSWER;
  }

  Encoded encode() {
    out.object().string("model", target.model());
    new ToolsEncoder(conversation, target, names, losses, out).write();
    new InputEncoder(target, names, losses, out).write(conversation);
    ReasoningFields.write(conversation, target, losses, out);
    text();
    if (answer) {
      sampling(conversation.sampling());
      output();
      identity();
      if (conversation.delivery().stream()) {
        out.bool("stream", true);
      }
      Include.write(conversation, target, out);
      store();
    }
    extras();
    if (conversation.cache() != null) {
      losses.degrading(
          conversation.at(Field.CACHE), Loss.Action.DROPPED, "this provider caches by itself");
    }
    out.endObject().close();
    return new Encoded(sink.toByteArray(), losses.list(), new WayBack(names.back(), Set.of()));
  }

  private void sampling(Sampling sampling) {
    knob("temperature", sampling.temperature(), Field.TEMPERATURE);
    knob("top_p", sampling.topP(), Field.TOP_P);
    absent(Field.TOP_K, sampling.topK());
    absent(Field.SEED, sampling.seed());
    absent(Field.PRESENCE_PENALTY, zeroIsNone(sampling.presencePenalty()));
    absent(Field.FREQUENCY_PENALTY, zeroIsNone(sampling.frequencyPenalty()));
  }

  private void knob(String name, @Nullable Double value, Field field) {
    boolean second =
        field == Field.TOP_P
            && conversation.sampling().temperature() != null
            && target.has(Quirk.ONE_SAMPLING_KNOB);
    if (value != null && value != 1 && (target.has(Quirk.NO_SAMPLING) || second)) {
      losses.degrading(
          conversation.at(field), Loss.Action.DROPPED, "this model does not take " + name);
    } else {
      out.optional(name, value);
    }
  }

  private static @Nullable Double zeroIsNone(@Nullable Double value) {
    return value == null || value == 0 ? null : value;
  }

  private void absent(Field field, @Nullable Object value) {
    if (value != null) {
      losses.degrading(
          conversation.at(field), Loss.Action.DROPPED, "answers are not drawn by this here");
    }
  }

  private void output() {
    var output = conversation.output();
    if (output.maxTokens() != null) {
      out.number("max_output_tokens", maxTokens(output.maxTokens()));
    }
    if (!output.stop().isEmpty()) {
      losses.semantic(
          conversation.at(Field.STOP), Loss.Action.DROPPED, "no text ends an answer early here");
    }
    if (output.n() > 1) {
      losses.semantic(
          conversation.at(Field.N), Loss.Action.DROPPED, "there is one answer to a request here");
    }
    if (output.logProbs() != null && target.has(Quirk.NO_LOG_PROBS)) {
      losses.semantic(
          conversation.at(Field.LOG_PROBS),
          Loss.Action.DROPPED,
          "this model does not tell probabilities");
    } else if (output.logProbs() != null && output.logProbs() > 0) {
      out.number("top_logprobs", output.logProbs());
    }
  }

  private int maxTokens(int asked) {
    var at = conversation.at(Field.MAX_TOKENS);
    int most = target.maxOutputTokens();
    if (most > 0 && asked > most) {
      losses.degrading(at, Loss.Action.CLAMPED, "this model writes at most " + most + " tokens");
      return most;
    }
    if (asked < LEAST_TOKENS) {
      losses.degrading(
          at, Loss.Action.CLAMPED, "a cap is at least " + LEAST_TOKENS + " tokens here");
      return LEAST_TOKENS;
    }
    return asked;
  }

  private void text() {
    var format = conversation.output().format();
    var verbosity = conversation.output().verbosity();
    if (format instanceof OutputFormat.AnyText && verbosity == null) {
      return;
    }
    out.object("text");
    switch (format) {
      case OutputFormat.AnyText() -> {}
      case OutputFormat.AnyJson() -> out.object("format").string("type", "json_object").endObject();
      case OutputFormat.Schema(var name, var description, var schema, var strict) -> {
        var at = conversation.at(Field.FORMAT);
        boolean wanted = strict != null && strict;
        var enforced = wanted ? StrictSchema.forOpenAi(schema, at, losses) : null;
        if (wanted && enforced == null) {
          losses.degrading(at, Loss.Action.WEAKENED, StrictSchema.NOT_ENFORCED);
        }
        out.object("format").string("type", "json_schema");
        out.string("name", name == null ? "answer" : name).optional("description", description);
        out.raw("schema", enforced == null ? schema : enforced);
        if (strict != null) {
          out.bool("strict", enforced != null);
        }
        out.endObject();
      }
    }
    out.optional("verbosity", verbosity).endObject();
  }

  private void identity() {
    var identity = conversation.identity();
    out.optional("user", identity.user());
    out.optional("safety_identifier", identity.safetyId());
    out.optional("prompt_cache_key", identity.cacheKey());
    if (!identity.metadata().isEmpty()) {
      out.object("metadata");
      identity.metadata().forEach(out::string);
      out.endObject();
    }
  }

  /** The provider keeps nothing of a conversation that is not its own. */
  private void store() {
    var said = Extras.own(conversation.extras(), ResponsesRequestDecoder.STORE);
    if (said == null) {
      out.bool(ResponsesRequestDecoder.STORE, false);
    } else if (!said.equals(ResponsesRequestDecoder.UNSAID)) {
      out.raw(ResponsesRequestDecoder.STORE, said);
    }
  }

  /** A choice without tools is refused. */
  private boolean idle(Extra extra) {
    return extra.name().equals("tool_choice") && conversation.tooling().tools().isEmpty();
  }

  private void extras() {
    var foreign = new ArrayList<Extra>();
    for (var extra : conversation.extras()) {
      if (extra.dialect().equals(ResponsesDialect.NAME)) {
        if (idle(extra)) {
          foreign.add(extra);
        } else if (!ELSEWHERE.contains(extra.name())
            && (answer || COUNTED.contains(extra.name()))) {
          out.raw(extra.name(), extra.json());
        }
      } else if (extra.dialect().equals(ChatDialect.NAME) && SHARED.contains(extra.name())) {
        if (answer) {
          out.raw(extra.name(), extra.json());
        }
      } else {
        foreign.add(extra);
      }
    }
    for (var extra : foreign) {
      var why =
          extra.dialect().equals(ResponsesDialect.NAME)
              ? "there are no tools to choose from"
              : "only " + extra.dialect() + " has this field";
      losses.add(extra.ifLost(), Path.ROOT.field(extra.name()), Loss.Action.DROPPED, why);
    }
  }
}
