package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.model.Thinking.Effort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How hard models other than Claude are to think. Converse has no word of its own and hands each
 * model's on: Nova's {@code reasoningConfig} (Nova 2 user guide, "Extended thinking"), {@code
 * reasoning_effort} of gpt-oss and Kimi, {@code reasoning} of OpenAI's own models.
 *
 * @param slot where the model looks for it
 * @param effort in the model's word
 */
record OthersReasoning(Slot slot, String effort) {
  /** Where a model looks for its effort. */
  enum Slot {
    NOVA,
    FLAT,
    NESTED
  }

  /** Null where nothing is to be said, or nothing can be. */
  static @Nullable OthersReasoning of(Conversation conversation, Target target, Losses losses) {
    var thinking = conversation.thinking();
    var slot = slot(target.model().toLowerCase(Locale.ROOT));
    boolean off = thinking.mode() == Thinking.Mode.OFF || thinking.effort() == Effort.NONE;
    if (slot == null || !target.reasons()) {
      if (thinking.wanted()) {
        losses.degrading(
            conversation.at(Field.THINKING),
            Loss.Action.DROPPED,
            "Converse has no word for how this model is to think");
      }
      return null;
    }
    if (off) {
      return off(slot, conversation, losses);
    }
    if (!thinking.wanted()) {
      return null;
    }
    var asked = thinking.effort() == null ? ofBudget(conversation, losses) : thinking.effort();
    var told = told(slot, asked);
    if (told.compareTo(asked) < 0) {
      losses.degrading(
          conversation.at(Field.EFFORT),
          Loss.Action.WEAKENED,
          slot == Slot.NOVA
              ? "this model takes no cap on output when it thinks as hard as it can"
              : "this model thinks no harder");
    }
    return new OthersReasoning(slot, told.name().toLowerCase(Locale.ROOT));
  }

  private static @Nullable Slot slot(String model) {
    if (model.contains("nova-2")) {
      return Slot.NOVA;
    }
    if (model.contains("gpt-oss") || model.contains("kimi-k2")) {
      return Slot.FLAT;
    }
    return model.contains("openai.gpt-") ? Slot.NESTED : null;
  }

  /** Nova does not think by itself. */
  private static @Nullable OthersReasoning off(
      Slot slot, Conversation conversation, Losses losses) {
    if (slot == Slot.FLAT) {
      losses.degrading(
          conversation.at(Field.THINKING), Loss.Action.DROPPED, "this model always thinks");
    }
    return slot == Slot.NESTED ? new OthersReasoning(slot, "none") : null;
  }

  private static Effort ofBudget(Conversation conversation, Losses losses) {
    var budget = conversation.thinking().budgetTokens();
    if (budget == null) {
      return Effort.MEDIUM;
    }
    losses.degrading(
        conversation.at(Field.BUDGET),
        Loss.Action.REPLACED,
        "said as an effort: this model takes no budget for reasoning");
    if (budget <= 2048) {
      return Effort.LOW;
    }
    return budget <= 8192 ? Effort.MEDIUM : Effort.HIGH;
  }

  /** The nearest that the model knows. */
  private static Effort told(Slot slot, Effort asked) {
    var least = asked.compareTo(Effort.LOW) < 0 ? Effort.LOW : asked;
    var most =
        switch (slot) {
          case NOVA -> Effort.MEDIUM;
          case FLAT -> Effort.HIGH;
          case NESTED -> Effort.MAX;
        };
    return least.compareTo(most) > 0 ? most : least;
  }

  void write(JsonOut out) {
    switch (slot) {
      case NOVA -> {
        out.object("reasoningConfig").string("type", "enabled");
        out.string("maxReasoningEffort", effort).endObject();
      }
      case FLAT -> out.string("reasoning_effort", effort);
      case NESTED -> out.object("reasoning").string("effort", effort).endObject();
    }
  }
}
