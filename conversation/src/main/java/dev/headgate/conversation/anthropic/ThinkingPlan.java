package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.model.Thinking.Effort;
import dev.headgate.conversation.model.ToolChoice;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a request to Claude is to think, on whatever platform.
 *
 * @param type of {@code thinking}; null leaves the field out
 * @param budget tokens, with {@code enabled} only
 * @param visible for {@code display}; null leaves it out
 * @param effort for {@code output_config}; null leaves it out
 */
public record ThinkingPlan(
    @Nullable String type, int budget, @Nullable Boolean visible, @Nullable Effort effort) {
  private static final int LEAST_BUDGET = 1024;
  private static final ThinkingPlan SILENT = new ThinkingPlan(null, 0, null, null);

  /** Whether it thinks. */
  public boolean on() {
    return type != null && !type.equals("disabled");
  }

  /**
   * What the caller's wish comes to.
   *
   * @param runningToolTurnLacksThinking whether the model is in the middle of calling tools and did
   *     not think at the beginning of this turn: then it refuses to think within a budget now
   * @param max cap on all output, which a budget stays below
   */
  public static ThinkingPlan of(
      Conversation conversation,
      Target target,
      BooleanSupplier runningToolTurnLacksThinking,
      int max,
      Losses losses) {
    var thinking = conversation.thinking();
    var at = conversation.at(Field.THINKING);
    if (!target.can(Capability.REASONING)) {
      if (thinking.wanted()) {
        losses.degrading(at, Loss.Action.DROPPED, "this model does not think");
      }
      return SILENT;
    }
    var effort = effort(conversation, target, losses);
    var off = new ThinkingPlan(offWord(thinking, target), 0, null, effort);
    if (!thinking.wanted()) {
      return off;
    }
    if (forced(conversation.tooling().choice())) {
      losses.degrading(at, Loss.Action.DROPPED, "no thinking while a tool is forced here");
      return off;
    }
    boolean asAdaptive = target.has(Quirk.ADAPTIVE_THINKING);
    if (thinking.mode() == Thinking.Mode.ADAPTIVE || asAdaptive) {
      if (thinking.budgetTokens() != null) {
        losses.degrading(
            conversation.at(Field.BUDGET), Loss.Action.REPLACED, "this model finds its own budget");
      }
      return new ThinkingPlan("adaptive", 0, thinking.visible(), effort);
    }
    if (runningToolTurnLacksThinking.getAsBoolean()) {
      losses.degrading(
          conversation.at(Field.THINKING),
          Loss.Action.DROPPED,
          "the running tool turn began at a provider that thinks otherwise");
      return new ThinkingPlan(null, 0, null, effort);
    }
    return budgeted(conversation, max, effort, losses);
  }

  private static ThinkingPlan budgeted(
      Conversation conversation, int max, @Nullable Effort effort, Losses losses) {
    var thinking = conversation.thinking();
    if (max <= LEAST_BUDGET) {
      losses.degrading(
          conversation.at(Field.THINKING),
          Loss.Action.DROPPED,
          "max_tokens leaves no room for " + LEAST_BUDGET + " of thinking");
      return new ThinkingPlan(null, 0, null, effort);
    }
    var asked = thinking.budgetTokens();
    if (asked == null) {
      asked = budget(thinking.effort());
      losses.degrading(
          conversation.at(Field.EFFORT), Loss.Action.REPLACED, "said as a budget of tokens");
      return new ThinkingPlan("enabled", Math.min(asked, max - 1), thinking.visible(), effort);
    }
    int budget = Math.max(LEAST_BUDGET, Math.min(asked, max - 1));
    if (budget != asked) {
      losses.degrading(
          conversation.at(Field.BUDGET),
          Loss.Action.CLAMPED,
          "at least " + LEAST_BUDGET + " and below max_tokens here");
    }
    return new ThinkingPlan("enabled", budget, thinking.visible(), effort);
  }

  private static int budget(@Nullable Effort effort) {
    return switch (effort) {
      case NONE, MINIMAL -> LEAST_BUDGET;
      case LOW -> 2048;
      case MEDIUM -> 8192;
      case XHIGH, MAX -> 32_000;
      case HIGH -> 16_384;
      case null -> 16_384;
    };
  }

  private static @Nullable String offWord(Thinking thinking, Target target) {
    boolean said = thinking.mode() == Thinking.Mode.OFF;
    return said && !target.has(Quirk.ADAPTIVE_THINKING) ? "disabled" : null;
  }

  /** Older models refuse an effort, so it is said where the caller's own dialect has one. */
  private static @Nullable Effort effort(Conversation conversation, Target target, Losses losses) {
    var thinking = conversation.thinking();
    if (thinking.mode() == Thinking.Mode.UNSAID && !target.has(Quirk.ADAPTIVE_THINKING)) {
      return null;
    }
    return switch (thinking.effort()) {
      case null -> null;
      case NONE -> null;
      case MINIMAL -> {
        losses.degrading(
            conversation.at(Field.EFFORT), Loss.Action.REPLACED, "low is the least here");
        yield Effort.LOW;
      }
      case LOW, MEDIUM, HIGH, XHIGH, MAX -> thinking.effort();
    };
  }

  private static boolean forced(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Required() -> true;
      case ToolChoice.Named named -> true;
      case ToolChoice.Allowed(var names, var required) -> required;
      case ToolChoice.Unsaid() -> false;
      case ToolChoice.Auto() -> false;
      case ToolChoice.None() -> false;
    };
  }

  /** Writes the field {@code thinking}, or none. */
  public void write(JsonOut out) {
    if (type == null) {
      return;
    }
    out.object("thinking").string("type", type);
    if (type.equals("enabled")) {
      out.number("budget_tokens", budget);
    }
    if (visible != null) {
      out.string("display", visible ? "summarized" : "omitted");
    }
    out.endObject();
  }
}
