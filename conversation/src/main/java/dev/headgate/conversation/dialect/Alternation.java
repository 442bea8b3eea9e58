package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The messages of a conversation for a provider that wants user and assistant in alternation, the
 * user first, nothing empty; instructions may stand between them, where a model takes them there.
 */
public final class Alternation {
  private final Losses losses;
  private final Path messagesAt;
  private final boolean prefilled;
  private final List<Message> messages = new ArrayList<>();

  /**
   * One message.
   *
   * @param role {@code USER}, {@code ASSISTANT} or {@code SYSTEM}
   * @param parts at least one; they may still grow
   * @param at where the first of them was read
   */
  public record Message(Role role, List<Part> parts, Path at) {}

  public Alternation(Conversation conversation, Losses losses) {
    this.losses = losses;
    this.messagesAt = conversation.at(Field.MESSAGES);
    this.prefilled = conversation.delivery().prefilled();
  }

  /** The messages so far. */
  public List<Message> messages() {
    return Collections.unmodifiableList(messages);
  }

  /** Whether there is none yet. */
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Whether the last one is of this role. */
  public boolean endsWith(Role role) {
    return !messages.isEmpty() && messages.getLast().role() == role;
  }

  /** Adds parts, to the last message if it is of this role; no parts are no message. */
  public void add(Role role, List<Part> parts, Path at) {
    if (parts.isEmpty()) {
      return;
    }
    if (endsWith(role)) {
      messages.getLast().parts().addAll(parts);
    } else {
      messages.add(new Message(role, new ArrayList<>(parts), at));
    }
  }

  /**
   * Sees to it that the user speaks first, and that no reasoning comes after what was said.
   *
   * @param system the instructions, of which the last becomes the question where there is none
   */
  public void begin(List<Part> system) {
    leaveOutAfterthoughts();
    if (messages.isEmpty() && !system.isEmpty()) {
      var last = system.removeLast();
      losses.degrading(
          last.marks().at(), Loss.Action.MOVED, "there must be a message of the user here");
      add(Role.USER, List.of(last), last.marks().at());
    } else if (messages.isEmpty() || messages.getFirst().role() == Role.ASSISTANT) {
      losses.degrading(messagesAt, Loss.Action.ADDED, "the user speaks first here");
      messages.addFirst(ofUser("(What was said before is not at hand.)"));
    }
  }

  /**
   * Takes out thoughts at the end of a turn, which nothing follows: an answer that was cut while it
   * thought, or a history that lost the call. Claude refuses them ("The final block in an assistant
   * message cannot be `thinking`").
   */
  private void leaveOutAfterthoughts() {
    if (messages.stream().noneMatch(Alternation::endsInThought)) {
      return;
    }
    var all = List.copyOf(messages);
    messages.clear();
    for (var message : all) {
      while (endsInThought(message)) {
        losses.degrading(
            message.parts().removeLast().marks().at(),
            Loss.Action.DROPPED,
            "thinking that nothing follows is refused here");
      }
      add(message.role(), message.parts(), message.at());
    }
  }

  private static boolean endsInThought(Message message) {
    return message.role() == Role.ASSISTANT
        && !message.parts().isEmpty()
        && message.parts().getLast() instanceof Part.Reasoning;
  }

  private static Message ofUser(String text) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Text(text, Marks.NONE));
    return new Message(Role.USER, parts, Path.ROOT);
  }

  /**
   * Sees to a last message of the assistant's.
   *
   * @param goesOn whether the model goes on from it; else the user must speak last
   */
  public void end(boolean goesOn) {
    var last = messages.getLast();
    if (last.role() != Role.ASSISTANT) {
      return;
    }
    if (!goesOn) {
      losses.degrading(
          last.at(), Loss.Action.ADDED, "the user speaks last here, so the model is told to go on");
      messages.add(ofUser("Go on."));
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
   * turn, as far as this provider can know: then Claude refuses to think now.
   */
  public boolean runningToolTurnLacksThinking() {
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
}
