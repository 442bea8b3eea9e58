package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Output;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.schema.IgnoredWords;
import dev.headgate.conversation.schema.OpenApiSubset;
import org.jspecify.annotations.Nullable;

/** Writes {@code generationConfig}. */
final class ConfigEncoder {
  private static final int MAX_STOPS = 5;
  private static final int MAX_CANDIDATES = 8;

  private final Conversation conversation;
  private final Target target;
  private final Losses losses;
  private final ByteSink sink = new ByteSink(256);
  private final JsonOut out = new JsonOut(sink);

  ConfigEncoder(Conversation conversation, Target target, Losses losses) {
    this.conversation = conversation;
    this.target = target;
    this.losses = losses;
  }

  /** The field, unless there is nothing to say. */
  void write(JsonOut whole) {
    out.object();
    sampling();
    output(conversation.output());
    format(conversation.output().format());
    new ThinkingEncoder(conversation, target, losses).write(out);
    Nested.write(ConfigDecoder.NAME, conversation.extras(), out);
    out.endObject().close();
    if (sink.length() > 2) {
      whole.raw(ConfigDecoder.NAME, sink.toString());
    }
  }

  private void sampling() {
    var sampling = conversation.sampling();
    knob(Field.TEMPERATURE, "temperature", sampling.temperature());
    knob(Field.TOP_P, "topP", sampling.topP());
    var topK = sampling.topK();
    if (topK != null && topK > 0) {
      if (target.has(Quirk.NO_SAMPLING)) {
        dropped(Field.TOP_K, "this model does not take it");
      } else {
        out.number("topK", topK);
      }
    }
    out.optional("presencePenalty", sampling.presencePenalty());
    out.optional("frequencyPenalty", sampling.frequencyPenalty());
    var seed = sampling.seed();
    if (seed != null) {
      boolean fits = seed == seed.intValue();
      if (!fits) {
        losses.degrading(
            conversation.at(Field.SEED), Loss.Action.REPLACED, "seeds have 32 bits here");
      }
      out.number("seed", fits ? seed : Long.hashCode(seed));
    }
  }

  private void knob(Field name, String field, @Nullable Double value) {
    if (value != null && value != 1 && target.has(Quirk.NO_SAMPLING)) {
      dropped(name, "this model does not take it");
    } else {
      out.optional(field, value);
    }
  }

  private void output(Output output) {
    var max = output.maxTokens();
    if (max != null) {
      int most = target.maxOutputTokens();
      if (most > 0 && max > most) {
        losses.degrading(
            conversation.at(Field.MAX_TOKENS),
            Loss.Action.CLAMPED,
            "this model writes at most " + most + " tokens");
        max = most;
      }
      out.number("maxOutputTokens", max);
    }
    if (!output.stop().isEmpty()) {
      if (output.stop().size() > MAX_STOPS) {
        losses.semantic(
            conversation.at(Field.STOP), Loss.Action.DROPPED, "at most " + MAX_STOPS + " here");
      }
      out.array("stopSequences");
      output.stop().stream().limit(MAX_STOPS).forEach(out::string);
      out.endArray();
    }
    if (output.n() > 1) {
      if (output.n() > MAX_CANDIDATES) {
        losses.semantic(
            conversation.at(Field.N), Loss.Action.CLAMPED, "at most " + MAX_CANDIDATES + " here");
      }
      out.number("candidateCount", Math.min(output.n(), MAX_CANDIDATES));
    }
    if (output.logProbs() != null) {
      out.bool("responseLogprobs", true);
      if (output.logProbs() > 0) {
        out.number("logprobs", output.logProbs());
      }
    }
    if (output.verbosity() != null) {
      dropped(Field.VERBOSITY, "there is no verbosity here");
    }
  }

  private void format(OutputFormat format) {
    var at = conversation.at(Field.FORMAT);
    if (format instanceof OutputFormat.AnyText) {
      return;
    }
    if (!Generation.of(target).thirdOrLater() && declares()) {
      losses.semantic(at, Loss.Action.DROPPED, "this model takes no format beside tools");
      return;
    }
    out.string("responseMimeType", "application/json");
    if (format instanceof OutputFormat.Schema(var name, var description, var schema, var strict)) {
      if (description != null) {
        losses.degrading(
            at.field("description"), Loss.Action.DROPPED, "a format has no description here");
      }
      var here = at.field("schema");
      if (target.has(Quirk.OPENAPI_SCHEMAS)) {
        out.raw("responseSchema", OpenApiSubset.of(schema, here, losses));
      } else {
        if (!Boolean.FALSE.equals(strict)) {
          IgnoredWords.tell(schema, here, losses);
        }
        out.raw("responseJsonSchema", schema);
      }
    }
  }

  private boolean declares() {
    return conversation.tooling().tools().stream().anyMatch(tool -> !(tool instanceof Tool.Server));
  }

  private void dropped(Field field, String why) {
    losses.degrading(conversation.at(field), Loss.Action.DROPPED, why);
  }
}
