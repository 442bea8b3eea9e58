package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Sampling;
import org.jspecify.annotations.Nullable;

/** Writes how to draw, as far as the model and thinking allow. */
final class SamplingEncoder {
  private static final double LEAST_TOP_P_THINKING = 0.95;

  private final Sampling sampling;
  private final Target target;
  private final boolean thinking;
  private final Losses losses;
  private final JsonOut out;

  SamplingEncoder(
      Conversation conversation, Target target, boolean thinking, Losses losses, JsonOut out) {
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
        drop("top_k", thinking ? "not while thinking here" : "this model does not take it");
      } else {
        out.number("top_k", sampling.topK());
      }
    }
    penalty("presence_penalty", sampling.presencePenalty());
    penalty("frequency_penalty", sampling.frequencyPenalty());
    if (sampling.seed() != null) {
      drop("seed", "there is no seed here");
    }
  }

  private boolean temperature() {
    var value = sampling.temperature();
    if (value == null) {
      return false;
    }
    if (target.has(Quirk.NO_SAMPLING) || thinking) {
      if (value != 1) {
        drop("temperature", thinking ? "not while thinking here" : "this model does not take it");
      }
      return false;
    }
    if (value > 1) {
      losses.degrading(Path.ROOT.field("temperature"), Loss.Action.CLAMPED, "at most 1 here");
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
      dropUnlessDefault("top_p", value, "this model does not take it");
    } else if (thinking && value < LEAST_TOP_P_THINKING) {
      drop("top_p", "at least " + LEAST_TOP_P_THINKING + " while thinking here");
    } else if (temperature && target.has(Quirk.ONE_SAMPLING_KNOB)) {
      dropUnlessDefault("top_p", value, "this model takes temperature or top_p, not both");
    } else {
      out.decimal("top_p", value);
    }
  }

  private void penalty(String name, @Nullable Double value) {
    if (value != null && value != 0) {
      drop(name, "there are no penalties here");
    }
  }

  private void dropUnlessDefault(String name, double value, String why) {
    if (value != 1) {
      drop(name, why);
    }
  }

  private void drop(String name, String why) {
    losses.degrading(Path.ROOT.field(name), Loss.Action.DROPPED, why);
  }
}
