package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * How hard the model is to think.
 *
 * @param mode whether it is to think at all
 * @param effort null when not said
 * @param budgetTokens for reasoning alone, 0 or more; null when not said
 * @param visible whether the answer is to show the reasoning, or a summary; null when not said
 */
public record Thinking(
    Mode mode, @Nullable Effort effort, @Nullable Integer budgetTokens, @Nullable Boolean visible) {
  /** As the model does by default. */
  public static final Thinking UNSAID = new Thinking(Mode.UNSAID, null, null, null);

  /** Whether to think at all. */
  public enum Mode {
    UNSAID,
    OFF,
    /** Within the budget. */
    ON,
    /** As much as the model finds right. */
    ADAPTIVE
  }

  /** How hard; the hardest last. */
  public enum Effort {
    NONE,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX
  }

  /** Whether reasoning was asked for, by whatever word. */
  public boolean wanted() {
    return mode == Mode.ON
        || mode == Mode.ADAPTIVE
        || (mode == Mode.UNSAID && effort != null && effort != Effort.NONE);
  }
}
