package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;

/**
 * Leaves out the tools that only another provider's servers have, and the choice of one of them.
 */
final class ForeignTools {
  private ForeignTools() {}

  /**
   * The conversation with those tools alone that can be declared.
   *
   * @param dialect the name of the one that the target speaks
   */
  static Conversation leaveOut(Conversation conversation, String dialect, Losses losses) {
    var tooling = conversation.tooling();
    var kept = new ArrayList<Tool>(tooling.tools().size());
    var gone = new HashSet<String>();
    for (var tool : tooling.tools()) {
      if (tool instanceof Tool.Server server && !server.dialect().equals(dialect)) {
        losses.semantic(
            tool.marks().at(), Loss.Action.DROPPED, "only the other provider has this tool");
        gone.add(server.name());
      } else {
        kept.add(tool);
      }
    }
    if (gone.isEmpty()) {
      return conversation;
    }
    kept.forEach(tool -> gone.remove(tool.name()));
    var choice = kept.isEmpty() ? tooling.choice() : choice(conversation, gone, losses);
    return conversation.withTooling(new Tooling(kept, choice, tooling.parallel()));
  }

  /** Where no tool is left at all the dialects tell that there is nothing to choose from. */
  private static ToolChoice choice(Conversation conversation, Set<String> gone, Losses losses) {
    var choice = conversation.tooling().choice();
    // Only Anthropic's callers choose a tool of the provider's by its name.
    if (!(choice instanceof ToolChoice.Named(var name) && gone.contains(name))) {
      return choice;
    }
    losses.semantic(
        conversation.at(Field.TOOL_CHOICE),
        Loss.Action.DROPPED,
        "only the other provider has the tool that must be called");
    return new ToolChoice.Unsaid();
  }
}
