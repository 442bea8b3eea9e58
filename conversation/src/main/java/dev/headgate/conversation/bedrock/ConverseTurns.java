package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.Afterthoughts;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns of a conversation as Converse wants its messages: instructions apart, user and
 * assistant in alternation, the user first, nothing empty.
 */
final class ConverseTurns {
  /** One message; its parts may still grow. */
  private record Message(boolean user, List<Part> parts, Path at) {}

  private final Losses losses;
  private final boolean prefilled;
  private final List<Part> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();

  ConverseTurns(Conversation conversation, Losses losses) {
    this.losses = losses;
    this.prefilled = conversation.delivery().prefilled();
    conversation.turns().forEach(this::add);
    leaveOutAfterthoughts();
    begin(conversation.at(Field.MESSAGES));
  }

  private void leaveOutAfterthoughts() {
    var all = List.copyOf(messages);
    messages.clear();
    for (var message : all) {
      if (!message.user()) {
        Afterthoughts.leaveOut(message.parts(), losses);
      }
      add(message.user(), message.parts(), message.at());
    }
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
      case USER, TOOL -> add(true, ConverseParts.ofUser(turn.parts(), losses), turn.at());
      case ASSISTANT -> add(false, ConverseParts.ofAssistant(turn.parts(), losses), turn.at());
    }
  }

  private void add(boolean user, List<Part> parts, Path at) {
    if (parts.isEmpty()) {
      return;
    }
    if (!messages.isEmpty() && messages.getLast().user() == user) {
      messages.getLast().parts().addAll(parts);
    } else {
      messages.add(new Message(user, new ArrayList<>(parts), at));
    }
  }

  private void begin(Path at) {
    if (messages.isEmpty() && !system.isEmpty()) {
      var last = system.removeLast();
      losses.degrading(
          last.marks().at(), Loss.Action.MOVED, "there must be a message of the user here");
      add(true, List.of(last), last.marks().at());
    } else if (messages.isEmpty() || !messages.getFirst().user()) {
      losses.degrading(at, Loss.Action.ADDED, "the user speaks first here");
      messages.addFirst(said("(What was said before is not at hand.)"));
    }
  }

  private static Message said(String text) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Text(text, Marks.NONE));
    return new Message(true, parts, Path.ROOT);
  }

  /**
   * Sees to a last message of the assistant's.
   *
   * @param goesOn whether the model goes on from it
   */
  void end(boolean goesOn) {
    var last = messages.getLast();
    if (last.user()) {
      return;
    }
    if (!goesOn) {
      losses.degrading(
          last.at(), Loss.Action.ADDED, "the user speaks last here, so the model is told to go on");
      messages.add(said("Go on."));
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

  /** Whether the model is calling tools and did not think at the beginning of this turn. */
  boolean runningToolTurnLacksThinking() {
    int first = messages.size() - 1;
    if (first < 1 || !answersCalls(first)) {
      return false;
    }
    first--;
    while (first >= 2 && answersCalls(first - 1) && !messages.get(first - 2).user()) {
      first -= 2;
    }
    return !(messages.get(first).parts().getFirst() instanceof Part.Reasoning);
  }

  private boolean answersCalls(int message) {
    return messages.get(message).user()
        && messages.get(message).parts().getFirst() instanceof Part.ToolResult;
  }

  /** Names of the tools that are called, in order. */
  List<String> called() {
    return messages.stream()
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
    for (var message : messages) {
      out.object().string("role", message.user() ? "user" : "assistant").array("content");
      blocks.write(message.parts());
      out.endArray().endObject();
    }
    out.endArray();
  }
}
