package dev.headgate.conversation.chat;

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
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.schema.StrictSchema;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a request. */
final class ChatRequestEncoder {
  private static final int MAX_NAME = 64;
  private static final int MAX_STOPS = 4;

  private static final String BIAS = "logit_bias";

  private final Conversation conversation;
  private final Target target;
  private final Losses losses = new Losses();
  private final ToolNames names = new ToolNames(MAX_NAME);
  private final ByteSink sink = new ByteSink(4096);
  private final JsonOut out = new JsonOut(sink);

  ChatRequestEncoder(Conversation conversation, Target target) {
    this.conversation = conversation;
    this.target = target.reasoning(conversation.thinking());
  }

  Encoded encode() {
    if (conversation.purpose() == Purpose.COUNT) {
      losses.semantic(Path.ROOT, Loss.Action.DROPPED, "Chat Completions does not count tokens");
    }
    out.object().string("model", target.model());
    var tools = new ChatToolsEncoder(conversation, target, names, losses, out);
    tools.write();
    new ChatMessagesEncoder(target, names, losses, out)
        .write(conversation.turns(), tools.descriptions());
    sampling(conversation.sampling());
    output();
    thinking();
    identity();
    delivery();
    var extras = conversation.extras().stream().filter(this::isTaken).toList();
    out.extras(ChatDialect.NAME, extras);
    losses.ofExtras(extras, Path.ROOT, ChatDialect.NAME);
    if (conversation.cache() != null) {
      losses.degrading(
          conversation.at(Field.CACHE), Loss.Action.DROPPED, "this provider caches by itself");
    }
    out.endObject().close();
    return new Encoded(sink.toByteArray(), losses.list(), new WayBack(names.back(), Set.of()));
  }

  /** Models that are not to be told how to draw their answers refuse the bias of tokens, too. */
  private boolean isTaken(Extra extra) {
    boolean refused = extra.name().equals(BIAS) && target.has(Quirk.NO_SAMPLING);
    if (refused) {
      losses.degrading(
          Path.ROOT.field(BIAS), Loss.Action.DROPPED, "this model does not take " + BIAS);
    }
    return !refused;
  }

  private void sampling(Sampling sampling) {
    knob("temperature", sampling.temperature(), Field.TEMPERATURE);
    knob("top_p", sampling.topP(), Field.TOP_P);
    if (sampling.topK() != null) {
      losses.degrading(
          conversation.at(Field.TOP_K), Loss.Action.DROPPED, "Chat Completions has no top_k");
    }
    penalty("presence_penalty", sampling.presencePenalty(), Field.PRESENCE_PENALTY);
    penalty("frequency_penalty", sampling.frequencyPenalty(), Field.FREQUENCY_PENALTY);
    if (sampling.seed() != null) {
      out.number("seed", sampling.seed());
    }
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

  private void penalty(String name, @Nullable Double value, Field field) {
    if (value != null && value != 0 && target.has(Quirk.NO_SAMPLING)) {
      losses.degrading(
          conversation.at(field), Loss.Action.DROPPED, "this model does not take " + name);
    } else {
      out.optional(name, value);
    }
  }

  private void output() {
    var output = conversation.output();
    var max = output.maxTokens();
    if (max != null) {
      if (target.maxOutputTokens() > 0 && max > target.maxOutputTokens()) {
        losses.degrading(
            conversation.at(Field.MAX_TOKENS),
            Loss.Action.CLAMPED,
            "this model writes at most " + target.maxOutputTokens() + " tokens");
        max = target.maxOutputTokens();
      }
      out.number(target.has(Quirk.LEGACY_MAX_TOKENS) ? "max_tokens" : "max_completion_tokens", max);
    }
    stop();
    if (output.n() > 1) {
      out.number("n", output.n());
    }
    format(output.format());
    if (output.logProbs() != null && target.has(Quirk.NO_LOG_PROBS)) {
      losses.semantic(
          conversation.at(Field.LOG_PROBS),
          Loss.Action.DROPPED,
          "this model does not tell probabilities");
    } else if (output.logProbs() != null) {
      out.bool("logprobs", true);
      if (output.logProbs() > 0) {
        out.number("top_logprobs", output.logProbs());
      }
    }
    out.optional("verbosity", output.verbosity());
  }

  private void stop() {
    var stop = conversation.output().stop();
    if (stop.isEmpty()) {
      return;
    }
    if (target.has(Quirk.NO_STOP)) {
      losses.semantic(
          conversation.at(Field.STOP), Loss.Action.DROPPED, "no text ends this model's answer");
      return;
    }
    if (stop.size() > MAX_STOPS) {
      losses.semantic(
          conversation.at(Field.STOP),
          Loss.Action.DROPPED,
          "Chat Completions takes at most " + MAX_STOPS);
    }
    out.array("stop");
    stop.stream().limit(MAX_STOPS).forEach(out::string);
    out.endArray();
  }

  private void format(OutputFormat format) {
    switch (format) {
      case OutputFormat.AnyText() -> {}
      case OutputFormat.AnyJson() ->
          out.object("response_format").string("type", "json_object").endObject();
      case OutputFormat.Schema(var name, var description, var schema, var strict) -> {
        var at = conversation.at(Field.FORMAT);
        boolean wanted = strict != null && strict;
        var enforced = wanted ? StrictSchema.forOpenAi(schema, at, losses) : null;
        if (wanted && enforced == null) {
          losses.degrading(at, Loss.Action.WEAKENED, StrictSchema.NOT_ENFORCED);
        }
        out.object("response_format").string("type", "json_schema").object("json_schema");
        out.string("name", name == null ? "answer" : name).optional("description", description);
        out.raw("schema", enforced == null ? schema : enforced);
        if (strict != null) {
          out.bool("strict", enforced != null);
        }
        out.endObject().endObject();
      }
    }
  }

  private void thinking() {
    var thinking = conversation.thinking();
    if (!target.reasons()) {
      if (thinking.wanted()) {
        losses.degrading(
            conversation.at(Field.THINKING), Loss.Action.DROPPED, "this model does not reason");
      }
      return;
    }
    var effort = thinking.effort();
    if (effort == null && thinking.mode() == Thinking.Mode.OFF) {
      losses.degrading(
          conversation.at(Field.THINKING),
          Loss.Action.DROPPED,
          "reasoning cannot be switched off for every model here");
    } else if (effort == null && thinking.budgetTokens() != null) {
      effort = effort(thinking.budgetTokens());
      losses.degrading(
          conversation.at(Field.BUDGET),
          Loss.Action.REPLACED,
          "said as an effort: there is no budget for reasoning here");
    }
    if (effort != null) {
      out.string("reasoning_effort", effort.name().toLowerCase(Locale.ROOT));
    }
  }

  private static Thinking.Effort effort(int budgetTokens) {
    if (budgetTokens <= 2048) {
      return Thinking.Effort.LOW;
    }
    return budgetTokens <= 8192 ? Thinking.Effort.MEDIUM : Thinking.Effort.HIGH;
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

  /** Usage is always asked for: budgets live on it. Whoever writes to the caller hides it again. */
  private void delivery() {
    if (conversation.delivery().prefilled()) {
      losses.degrading(
          conversation.turns().getLast().at(),
          Loss.Action.WEAKENED,
          "the model answers anew here instead of going on from these words");
    }
    if (conversation.delivery().stream()) {
      out.bool("stream", true);
      if (!target.has(Quirk.NO_STREAM_USAGE)) {
        out.object("stream_options").bool("include_usage", true).endObject();
      }
    }
  }
}
