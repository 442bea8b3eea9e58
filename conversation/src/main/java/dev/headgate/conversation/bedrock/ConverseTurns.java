package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.Alternation;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns of a conversation as Converse wants its messages: instructions apart, user and
 * assistant in alternation, the user first, nothing empty.
 */
final class ConverseTurns {
  private final Losses losses;
  private final Alternation messages;
  private final List<Part> system = new ArrayList<>();

  ConverseTurns(Conversation conversation, Losses losses) {
    this.losses = losses;
    this.messages = new Alternation(conversation, losses);
    conversation.turns().forEach(this::add);
    messages.begin(system);
  }

  private void add(Turn turn) {
    if (turn.name() != null) {
      losses.degrading(
          turn.at().field("name"), Loss.Action.DROPPED, "participants have no names here");
    }
    switch (turn.role()) {
      case SYSTEM, DEVELOPER -> {
        if (!messages.isEmpty()) {
          losses.degrading(
              turn.at(), Loss.Action.MOVED, "instructions stand before all messages here");
        }
        system.addAll(ConverseParts.ofSystem(turn.parts(), losses));
      }
      case USER, TOOL ->
          messages.add(Role.USER, ConverseParts.ofUser(turn.parts(), losses), turn.at());
      case ASSISTANT ->
          messages.add(Role.ASSISTANT, ConverseParts.ofAssistant(turn.parts(), losses), turn.at());
    }
  }

  /**
   * Sees to a last message of the assistant's.
   *
   * @param goesOn whether the model goes on from it
   */
  void end(boolean goesOn) {
    messages.end(goesOn);
  }

  boolean runningToolTurnLacksThinking() {
    return messages.runningToolTurnLacksThinking();
  }

  /** Names of the tools that are called, in order. */
  List<String> called() {
    return messages.messages().stream()
        .flatMap(message -> message.parts().stream())
        .filter(Part.ToolCall.class::isInstance)
        .map(part -> ((Part.ToolCall) part).name())
        .distinct()
        .toList();
  }

  void writeSystem(ConverseBlocks blocks, List<String> addenda, JsonOut out) {
    addenda.forEach(text -> system.add(new Part.Text(text, Marks.NONE)));
    if (!system.isEmpty()) {
      out.array("system");
      blocks.write(system);
      out.endArray();
    }
  }

  void writeMessages(ConverseBlocks blocks, JsonOut out) {
    out.array("messages");
    for (var message : messages.messages()) {
      out.object()
          .string("role", message.role() == Role.USER ? "user" : "assistant")
          .array("content");
      blocks.write(message.parts());
      out.endArray().endObject();
    }
    out.endArray();
  }
}
