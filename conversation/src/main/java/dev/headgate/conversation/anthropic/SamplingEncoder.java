package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Sampling;
import org.jspecify.annotations.Nullable;

/** Writes how to draw, as far as the model and thinking allow. */
final class SamplingEncoder {
  private static final double LEAST_TOP_P_THINKING = 0.95;

  private final Conversation conversation;
  private final Sampling sampling;
  private final Target target;
  private final boolean thinking;
  private final Losses losses;
  private final JsonOut out;

  SamplingEncoder(
      Conversation conversation, Target target, boolean thinking, Losses losses, JsonOut out) {
    this.conversation = conversation;
    this.sampling = conversation.sampling();
    this.target = target;
    this.thinking = thinking;
    this.losses = losses;
    this.out = out;
  }

  void write() {
    boolean temperature = temperature();
    topP(temperature);
    if (sampling.topK() != null) {
      if (target.has(Quirk.NO_SAMPLING) || thinking) {
        drop(Field.TOP_K, thinking ? "not while thinking here" : "this model does not take it");
      } else {
        out.number("top_k", sampling.topK());
      }
    }
    penalty(Field.PRESENCE_PENALTY, sampling.presencePenalty());
    penalty(Field.FREQUENCY_PENALTY, sampling.frequencyPenalty());
    if (sampling.seed() != null) {
      drop(Field.SEED, "there is no seed here");
    }
  }

  private boolean temperature() {
    var value = sampling.temperature();
    if (value == null) {
      return false;
    }
    if (target.has(Quirk.NO_SAMPLING) || thinking) {
      if (value != 1) {
        drop(
            Field.TEMPERATURE,
            thinking ? "not while thinking here" : "this model does not take it");
      }
      return false;
    }
    if (value > 1) {
      losses.degrading(conversation.at(Field.TEMPERATURE), Loss.Action.CLAMPED, "at most 1 here");
    }
    out.decimal("temperature", Math.min(1, value));
    return true;
  }

  private void topP(boolean temperature) {
    var value = sampling.topP();
    if (value == null) {
      return;
    }
    if (target.has(Quirk.NO_SAMPLING)) {
      dropUnlessDefault(Field.TOP_P, value, "this model does not take it");
    } else if (thinking && value < LEAST_TOP_P_THINKING) {
      drop(Field.TOP_P, "at least " + LEAST_TOP_P_THINKING + " while thinking here");
    } else if (temperature && target.has(Quirk.ONE_SAMPLING_KNOB)) {
      dropUnlessDefault(Field.TOP_P, value, "this model takes temperature or top_p, not both");
    } else {
      out.decimal("top_p", value);
    }
  }

  private void penalty(Field name, @Nullable Double value) {
    if (value != null && value != 0) {
      drop(name, "there are no penalties here");
    }
  }

  private void dropUnlessDefault(Field name, double value, String why) {
    if (value != 1) {
      drop(name, why);
    }
  }

  private void drop(Field name, String why) {
    losses.degrading(conversation.at(name), Loss.Action.DROPPED, why);
  }
}
