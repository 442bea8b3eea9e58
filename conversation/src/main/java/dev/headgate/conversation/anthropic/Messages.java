package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Afterthoughts;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
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
  /** One message; its parts may still grow. */
  private record Message(Role role, List<Part> parts, Path at) {}

  private final Target target;
  private final Losses losses;
  private final Path messagesAt;
  private final boolean prefilled;
  private final List<Part> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  /** Instructions that wait for the end of the user's turn. */
  private final List<Message> told = new ArrayList<>();

  Messages(Conversation conversation, Target target, Losses losses) {
    this.target = target;
    this.losses = losses;
    this.messagesAt = conversation.at(Field.MESSAGES);
    this.prefilled = conversation.delivery().prefilled();
    conversation.turns().forEach(this::add);
    instruct();
    leaveOutAfterthoughts();
    begin();
  }

  private void leaveOutAfterthoughts() {
    var all = List.copyOf(messages);
    messages.clear();
    for (var message : all) {
      if (message.role() == Role.ASSISTANT) {
        Afterthoughts.leaveOut(message.parts(), losses);
      }
      add(message.role(), message.parts(), message.at());
    }
  }

  private void add(Turn turn) {
    if (turn.name() != null) {
      losses.degrading(
          turn.at().field("name"), Loss.Action.DROPPED, "participants have no names here");
    }
    switch (turn.role()) {
      case SYSTEM, DEVELOPER -> instruction(turn);
      case USER, TOOL -> add(Role.USER, Blocks.ofUser(turn.parts(), losses), turn.at());
      case ASSISTANT -> {
        instruct();
        add(Role.ASSISTANT, Blocks.ofAssistant(turn.parts(), losses), turn.at());
      }
    }
  }

  private void instruction(Turn turn) {
    boolean midway = !messages.isEmpty() && target.has(Quirk.SYSTEM_ANYWHERE);
    var parts = Blocks.ofSystem(turn.parts(), midway, losses);
    if (midway) {
      told.add(new Message(Role.SYSTEM, parts, turn.at()));
    } else {
      if (!messages.isEmpty()) {
        moved(turn.at());
      }
      system.addAll(parts);
    }
  }

  /** Instructions between turns stand behind the words of the user, all of them. */
  private void instruct() {
    boolean behindUser = !messages.isEmpty() && messages.getLast().role() == Role.USER;
    for (var message : told) {
      if (behindUser) {
        add(Role.SYSTEM, message.parts(), message.at());
      } else {
        moved(message.at());
        system.addAll(message.parts());
      }
    }
    told.clear();
  }

  private void moved(Path at) {
    losses.degrading(at, Loss.Action.MOVED, "instructions stand before all messages here");
  }

  private void add(Role role, List<Part> parts, Path at) {
    if (parts.isEmpty()) {
      return;
    }
    if (!messages.isEmpty() && messages.getLast().role() == role) {
      messages.getLast().parts().addAll(parts);
    } else {
      messages.add(new Message(role, new ArrayList<>(parts), at));
    }
  }

  private void begin() {
    if (messages.isEmpty() && !system.isEmpty()) {
      var last = system.removeLast();
      losses.degrading(
          last.marks().at(), Loss.Action.MOVED, "there must be a message of the user here");
      add(Role.USER, List.of(last), last.marks().at());
    } else if (messages.isEmpty() || messages.getFirst().role() == Role.ASSISTANT) {
      losses.degrading(messagesAt, Loss.Action.ADDED, "the user speaks first here");
      messages.addFirst(message("(What was said before is not at hand.)"));
    }
  }

  private static Message message(String text) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Text(text, Marks.NONE));
    return new Message(Role.USER, parts, Path.ROOT);
  }

  /** Sees to a last message of the assistant's. */
  void end(boolean thinking) {
    var last = messages.getLast();
    if (last.role() != Role.ASSISTANT) {
      return;
    }
    if (thinking || target.has(Quirk.NO_PREFILL)) {
      losses.degrading(
          last.at(), Loss.Action.ADDED, "the user speaks last here, so the model is told to go on");
      messages.add(message("Go on."));
      return;
    }
    if (!prefilled) {
      losses.degrading(
          last.at(),
          Loss.Action.WEAKENED,
          "the model goes on from these words here instead of answering anew");
    }
    if (last.parts().getLast() instanceof Part.Text(var text, var marks)
        && !text.equals(text.stripTrailing())) {
      losses.cosmetic(
          marks.at(),
          Loss.Action.REPLACED,
          "the beginning of an answer ends without white space here");
      last.parts().set(last.parts().size() - 1, new Part.Text(text.stripTrailing(), marks));
    }
  }

  /**
   * Whether the model is in the middle of calling tools and did not think at the beginning of this
   * turn, as far as this provider can know: then it refuses to think now.
   */
  boolean runningToolTurnLacksThinking() {
    int first = messages.size() - 1;
    if (first < 1 || !answersCalls(first)) {
      return false;
    }
    first--;
    while (first >= 2
        && answersCalls(first - 1)
        && messages.get(first - 2).role() == Role.ASSISTANT) {
      first -= 2;
    }
    return !(messages.get(first).parts().getFirst() instanceof Part.Reasoning);
  }

  private boolean answersCalls(int message) {
    return messages.get(message).role() == Role.USER
        && messages.get(message).parts().getFirst() instanceof Part.ToolResult;
  }

  void write(BlockEncoder blocks, List<String> addenda, JsonOut out) {
    var instructions = new ArrayList<>(system);
    addenda.forEach(text -> instructions.add(new Part.Text(text, Marks.NONE)));
    if (!instructions.isEmpty()) {
      out.field("system");
      blocks.write(instructions);
    }
    out.array("messages");
    for (var message : messages) {
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
