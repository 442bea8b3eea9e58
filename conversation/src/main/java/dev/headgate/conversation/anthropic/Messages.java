package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Alternation;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns of a conversation as this dialect wants its messages: instructions apart, user and
 * assistant in alternation, the user first, nothing empty.
 */
final class Messages {
  private final Target target;
  private final Losses losses;
  private final Alternation messages;
  private final List<Part> system = new ArrayList<>();

  /** Instructions that wait for the end of the user's turn. */
  private final List<Turn> told = new ArrayList<>();

  Messages(Conversation conversation, Target target, Losses losses) {
    this.target = target;
    this.losses = losses;
    this.messages = new Alternation(conversation, losses);
    conversation.turns().forEach(this::add);
    instruct();
    messages.begin(system);
  }

  private void add(Turn turn) {
    if (turn.name() != null) {
      losses.degrading(
          turn.at().field("name"), Loss.Action.DROPPED, "participants have no names here");
    }
    switch (turn.role()) {
      case SYSTEM, DEVELOPER -> instruction(turn);
      case USER, TOOL -> messages.add(Role.USER, Blocks.ofUser(turn.parts(), losses), turn.at());
      case ASSISTANT -> {
        instruct();
        messages.add(Role.ASSISTANT, Blocks.ofAssistant(turn.parts(), losses), turn.at());
      }
    }
  }

  private void instruction(Turn turn) {
    boolean midway = !messages.isEmpty() && target.has(Quirk.SYSTEM_ANYWHERE);
    var parts = Blocks.ofSystem(turn.parts(), midway, losses);
    if (midway) {
      told.add(turn.withParts(parts));
    } else {
      if (!messages.isEmpty()) {
        moved(turn.at());
      }
      system.addAll(parts);
    }
  }

  /** Instructions between turns stand behind the words of the user, all of them. */
  private void instruct() {
    boolean behindUser = messages.endsWith(Role.USER);
    for (var turn : told) {
      if (behindUser) {
        messages.add(Role.SYSTEM, turn.parts(), turn.at());
      } else {
        moved(turn.at());
        system.addAll(turn.parts());
      }
    }
    told.clear();
  }

  private void moved(Path at) {
    losses.degrading(at, Loss.Action.MOVED, "instructions stand before all messages here");
  }

  /** Sees to a last message of the assistant's. */
  void end(boolean thinking) {
    messages.end(!thinking && !target.has(Quirk.NO_PREFILL));
  }

  boolean runningToolTurnLacksThinking() {
    return messages.runningToolTurnLacksThinking();
  }

  void write(BlockEncoder blocks, List<String> addenda, JsonOut out) {
    var instructions = new ArrayList<>(system);
    addenda.forEach(text -> instructions.add(new Part.Text(text, Marks.NONE)));
    if (!instructions.isEmpty()) {
      out.field("system");
      blocks.write(instructions);
    }
    out.array("messages");
    for (var message : messages.messages()) {
      out.object();
      out.string(
          "role",
          switch (message.role()) {
            case ASSISTANT -> "assistant";
            case SYSTEM, DEVELOPER -> "system";
            case USER, TOOL -> "user";
          });
      out.field("content");
      blocks.write(message.parts());
      out.endObject();
    }
    out.endArray();
  }
}
