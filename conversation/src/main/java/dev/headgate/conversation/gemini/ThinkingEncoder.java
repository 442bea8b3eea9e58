package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.model.Thinking.Effort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code thinkingConfig}: levels from the third generation on, budgets before
 * (ai.google.dev, "Thinking"). A budget that the caller gives goes to every generation: all take
 * one.
 */
final class ThinkingEncoder {
  private static final String CONFIG = ConfigDecoder.NAME + ".thinkingConfig";
  private static final int LEAST_OF_PRO = 128;
  private static final int MOST = 24_576;
  private static final int MOST_OF_PRO = 32_768;

  private final Thinking thinking;
  private final List<Extra> extras;
  private final Target target;
  private final Generation generation;
  private final Losses losses;
  private final Path at;
  private final Path budgetAt;
  private final Path effortAt;

  ThinkingEncoder(Conversation conversation, Target target, Losses losses) {
    this.thinking = conversation.thinking();
    this.extras = conversation.extras();
    this.at = conversation.at(Field.THINKING);
    this.budgetAt = conversation.at(Field.BUDGET);
    this.effortAt = conversation.at(Field.EFFORT);
    this.target = target;
    this.generation = Generation.of(target);
    this.losses = losses;
  }

  void write(JsonOut out) {
    if (!target.reasons()) {
      if (thinking.wanted()) {
        losses.degrading(at, Loss.Action.DROPPED, "this model does not think");
      }
      return;
    }
    var level = generation.thirdOrLater() ? level() : null;
    var budget = level == null ? budget() : null;
    boolean visible = visible();
    if (level == null && budget == null && !visible && !Nested.any(CONFIG, extras)) {
      return;
    }
    out.object("thinkingConfig");
    if (visible) {
      out.bool("includeThoughts", true);
    }
    out.optional("thinkingBudget", budget).optional("thinkingLevel", level);
    Nested.write(CONFIG, extras, out);
    out.endObject();
  }

  /** Not said is shown where a caller asks for thinking by a budget, as Anthropic has it. */
  private boolean visible() {
    var said = thinking.visible();
    return said != null
        ? said
        : thinking.mode() == Thinking.Mode.ON || thinking.mode() == Thinking.Mode.ADAPTIVE;
  }

  private @Nullable String level() {
    var effort = thinking.effort();
    if (thinking.mode() == Thinking.Mode.OFF || effort == Effort.NONE) {
      losses.degrading(at, Loss.Action.REPLACED, "as little as can be: thinking is never off here");
      return least();
    }
    if (effort == null) {
      return null;
    }
    if (thinking.budgetTokens() != null) {
      losses.degrading(budgetAt, Loss.Action.DROPPED, "a level or a budget here, not both");
    }
    return switch (effort) {
      case NONE, LOW -> "LOW";
      case MEDIUM -> "MEDIUM";
      case HIGH -> "HIGH";
      case MINIMAL -> {
        if (!generation.flash()) {
          replaced("low is the least that this model takes");
        }
        yield least();
      }
      case XHIGH, MAX -> {
        replaced("high is the most here");
        yield "HIGH";
      }
    };
  }

  private String least() {
    return generation.flash() ? "MINIMAL" : "LOW";
  }

  private void replaced(String why) {
    losses.degrading(effortAt, Loss.Action.REPLACED, why);
  }

  private @Nullable Integer budget() {
    var effort = thinking.effort();
    var asked = thinking.budgetTokens();
    if (thinking.mode() == Thinking.Mode.OFF || (asked == null && effort == Effort.NONE)) {
      return off();
    }
    if (asked != null) {
      int most = pro() ? MOST_OF_PRO : MOST;
      if (asked > most) {
        losses.degrading(budgetAt, Loss.Action.CLAMPED, "at most " + most + " here");
      }
      return Math.min(asked, most);
    }
    if (thinking.mode() == Thinking.Mode.ADAPTIVE) {
      return -1;
    }
    if (effort == null) {
      return null;
    }
    replaced("said as a budget of tokens");
    // The figures of Google's own layer for OpenAI's clients (ai.google.dev, "OpenAI").
    return switch (effort) {
      case NONE, MINIMAL, LOW -> 1024;
      case MEDIUM -> 8192;
      case HIGH -> MOST;
      case XHIGH, MAX -> pro() ? MOST_OF_PRO : MOST;
    };
  }

  private int off() {
    if (!pro()) {
      return 0;
    }
    losses.degrading(at, Loss.Action.REPLACED, "as little as can be: this model always thinks");
    return LEAST_OF_PRO;
  }

  private boolean pro() {
    return target.model().contains("pro");
  }
}
