package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Sampling;
import org.jspecify.annotations.Nullable;

/**
 * How to draw, as far as the model and thinking allow; what they do not is told when this is made.
 *
 * @param temperature null leaves it out
 * @param topP null leaves it out
 * @param topK a field of Claude's own; null leaves it out
 */
record ConverseSampling(
    @Nullable Double temperature, @Nullable Double topP, @Nullable Integer topK) {
  private static final double LEAST_TOP_P_THINKING = 0.95;

  static ConverseSampling of(
      Conversation conversation, Target target, boolean thinking, Losses losses) {
    var sampling = conversation.sampling();
    var drop = new Dropping(conversation, losses);
    boolean refused = target.has(Quirk.NO_SAMPLING);
    var temperature = temperature(sampling, refused, thinking, drop);
    drop.unless(
        sampling.presencePenalty() == null || sampling.presencePenalty() == 0,
        Field.PRESENCE_PENALTY,
        "there are no penalties here");
    drop.unless(
        sampling.frequencyPenalty() == null || sampling.frequencyPenalty() == 0,
        Field.FREQUENCY_PENALTY,
        "there are no penalties here");
    drop.unless(sampling.seed() == null, Field.SEED, "there is no seed here");
    return new ConverseSampling(
        temperature,
        topP(sampling, target, thinking, temperature != null, drop),
        topK(sampling, target, thinking, drop));
  }

  private record Dropping(Conversation conversation, Losses losses) {
    void unless(boolean fine, Field field, String why) {
      if (!fine) {
        losses.degrading(conversation.at(field), Loss.Action.DROPPED, why);
      }
    }
  }

  private static @Nullable Double temperature(
      Sampling sampling, boolean refused, boolean thinking, Dropping drop) {
    var value = sampling.temperature();
    if (value == null) {
      return null;
    }
    if (refused || thinking) {
      drop.unless(
          value == 1,
          Field.TEMPERATURE,
          thinking ? "not while thinking here" : "this model does not take it");
      return null;
    }
    if (value > 1) {
      drop.losses()
          .degrading(
              drop.conversation().at(Field.TEMPERATURE), Loss.Action.CLAMPED, "at most 1 here");
    }
    return Math.min(1, value);
  }

  private static @Nullable Double topP(
      Sampling sampling, Target target, boolean thinking, boolean temperature, Dropping drop) {
    var value = sampling.topP();
    if (value == null) {
      return null;
    }
    String why = null;
    if (target.has(Quirk.NO_SAMPLING)) {
      why = "this model does not take it";
    } else if (thinking && value < LEAST_TOP_P_THINKING) {
      why = "at least " + LEAST_TOP_P_THINKING + " while thinking here";
    } else if (temperature && target.has(Quirk.ONE_SAMPLING_KNOB)) {
      why = "this model takes temperature or top_p, not both";
    }
    if (why == null) {
      return value;
    }
    drop.unless(value == 1, Field.TOP_P, why);
    return null;
  }

  private static @Nullable Integer topK(
      Sampling sampling, Target target, boolean thinking, Dropping drop) {
    if (sampling.topK() == null) {
      return null;
    }
    String why = null;
    if (!BedrockDialect.claude(target.realm())) {
      why = "Converse has no top_k for this model";
    } else if (target.has(Quirk.NO_SAMPLING)) {
      why = "this model does not take it";
    } else if (thinking) {
      why = "not while thinking here";
    }
    drop.unless(why == null, Field.TOP_K, why == null ? "" : why);
    return why == null ? sampling.topK() : null;
  }
}
