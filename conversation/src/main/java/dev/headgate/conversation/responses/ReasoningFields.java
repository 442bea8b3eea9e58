package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Thinking;
import dev.headgate.conversation.model.Thinking.Effort;
import dev.headgate.conversation.model.Thinking.Mode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How hard a request is to think: the field {@code reasoning}. */
final class ReasoningFields {
  private static final String NAME = "reasoning";
  private static final String AUTO = "auto";

  private ReasoningFields() {}

  /**
   * @param extras takes the whole field where it says more than the model has words for
   */
  static Thinking read(Fields body, List<Extra> extras) throws InvalidException {
    var node = body.take(NAME);
    if (node == null) {
      return Thinking.UNSAID;
    }
    var reasoning = node.object();
    var word = reasoning.string("effort");
    var effort = effort(word);
    var summary = reasoning.string("summary");
    var older = reasoning.string("generate_summary");
    boolean more =
        (word != null && effort == null)
            || (summary != null && !summary.equals(AUTO))
            || older != null
            || !reasoning.rest(ResponsesDialect.NAME, Severity.DEGRADING).isEmpty();
    if (more) {
      extras.add(new Extra(ResponsesDialect.NAME, NAME, node.raw(), Severity.DEGRADING));
    }
    boolean shown = summary != null || older != null;
    return new Thinking(Mode.UNSAID, effort, null, shown ? Boolean.TRUE : null);
  }

  private static @Nullable Effort effort(@Nullable String word) {
    for (var effort : Effort.values()) {
      if (effort.name().toLowerCase(Locale.ROOT).equals(word)) {
        return effort;
      }
    }
    return null;
  }

  static void write(Conversation conversation, Target target, Losses losses, JsonOut out) {
    var thinking = conversation.thinking();
    var at = conversation.at(Field.THINKING);
    if (!target.reasons()) {
      if (thinking.wanted()) {
        losses.degrading(at, Loss.Action.DROPPED, "this model does not reason");
      }
      return;
    }
    var exact = Extras.own(conversation.extras(), NAME);
    if (exact != null && !target.has(Quirk.NO_REASONING_SUMMARY)) {
      out.raw(NAME, exact);
      return;
    }
    var effort = thinking.effort();
    if (effort == null && thinking.mode() == Mode.OFF) {
      losses.degrading(
          at, Loss.Action.DROPPED, "reasoning cannot be switched off for every model here");
    } else if (effort == null && thinking.budgetTokens() != null) {
      effort = effort(thinking.budgetTokens());
      losses.degrading(
          conversation.at(Field.BUDGET),
          Loss.Action.REPLACED,
          "said as an effort: there is no budget for reasoning here");
    }
    boolean summary = shown(thinking);
    if (summary && target.has(Quirk.NO_REASONING_SUMMARY)) {
      losses.degrading(at, Loss.Action.WEAKENED, "this provider does not show its reasoning");
      summary = false;
    }
    if (effort == null && !summary) {
      return;
    }
    out.object(NAME);
    if (effort != null) {
      out.string("effort", effort.name().toLowerCase(Locale.ROOT));
    }
    if (summary) {
      out.string("summary", AUTO);
    }
    out.endObject();
  }

  /** Who thinks by a mode is shown what was thought, unless the caller declines. */
  private static boolean shown(Thinking thinking) {
    return thinking.visible() != null
        ? thinking.visible()
        : thinking.mode() == Mode.ON || thinking.mode() == Mode.ADAPTIVE;
  }

  private static Effort effort(int budgetTokens) {
    if (budgetTokens <= 2048) {
      return Effort.LOW;
    }
    return budgetTokens <= 8192 ? Effort.MEDIUM : Effort.HIGH;
  }
}
