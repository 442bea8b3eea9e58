package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.ToolChoice;

/** What a request says of its tools when there are none to be told. */
public final class IdleTooling {
  private static final String NO_TOOLS = "there are no tools to choose from";

  private IdleTooling() {}

  /** Notes the choice among no tools as lost. */
  public static void note(Conversation conversation, Losses losses) {
    var tooling = conversation.tooling();
    var at = conversation.at(Field.TOOL_CHOICE);
    switch (tooling.choice()) {
      case ToolChoice.Unsaid() -> {}
      case ToolChoice.Auto() -> losses.cosmetic(at, Loss.Action.DROPPED, NO_TOOLS);
      case ToolChoice.None() -> losses.cosmetic(at, Loss.Action.DROPPED, NO_TOOLS);
      case ToolChoice.Required() -> losses.semantic(at, Loss.Action.DROPPED, NO_TOOLS);
      case ToolChoice.Named named -> losses.semantic(at, Loss.Action.DROPPED, NO_TOOLS);
      case ToolChoice.Allowed allowed -> losses.semantic(at, Loss.Action.DROPPED, NO_TOOLS);
    }
    if (tooling.parallel() != null) {
      losses.cosmetic(conversation.at(Field.PARALLEL_TOOLS), Loss.Action.DROPPED, NO_TOOLS);
    }
  }
}
