package dev.headgate.conversation.translate;

import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts back into a history what the gateway has kept for its calls. */
public final class Recall {
  private Recall() {}

  /** The ids under which something may be kept. */
  public static Set<String> callIds(Conversation conversation) {
    var ids = new LinkedHashSet<String>();
    for (var turn : conversation.turns()) {
      for (var part : turn.parts()) {
        if (part instanceof Part.ToolCall call) {
          ids.add(call.id());
        }
      }
    }
    return ids;
  }

  /**
   * The same conversation with what was kept. Whether a target can read it is not asked here. Where
   * an id is used again, what was kept is of its latest use.
   *
   * @param kept by call id
   */
  public static Conversation into(Conversation conversation, Map<String, Kept> kept) {
    if (kept.isEmpty()) {
      return conversation;
    }
    var left = new HashMap<>(kept);
    var turns = new ArrayList<Turn>(conversation.turns().size());
    for (var turn : conversation.turns().reversed()) {
      turns.add(turn.role() == Role.ASSISTANT ? turn(turn, left) : turn);
    }
    return conversation.withTurns(turns.reversed());
  }

  /** Takes what it puts back. */
  private static Turn turn(Turn turn, Map<String, Kept> kept) {
    var parts = new ArrayList<Part>(turn.parts().size() + 1);
    boolean recalled = false;
    for (var part : turn.parts()) {
      var found = part instanceof Part.ToolCall asked ? kept.remove(asked.id()) : null;
      if (!(part instanceof Part.ToolCall call) || found == null) {
        parts.add(part);
        continue;
      }
      // A turn begins with its reasoning; dialects that have no slot for it lost its place, too.
      parts.addAll(
          recalled || parts.stream().anyMatch(Part.ToolCall.class::isInstance) ? parts.size() : 0,
          placed(found.before(), call.marks()));
      recalled |= !found.before().isEmpty();
      parts.add(
          found.onCall().isEmpty()
              ? call
              : call.withMarks(call.marks().withOpaque(found.onCall())));
    }
    if (recalled) {
      // The same thoughts as bare text, which clients of Chat Completions may bring back.
      parts.removeIf(
          part -> part instanceof Part.Reasoning thought && thought.marks().opaque().isEmpty());
    }
    return turn.withParts(parts);
  }

  private static List<Part> placed(List<Part.Reasoning> thoughts, Marks call) {
    var placed = new ArrayList<Part>(thoughts.size());
    for (var thought : thoughts) {
      placed.add(thought.withMarks(Marks.at(call.at()).withOpaque(thought.marks().opaque())));
    }
    return placed;
  }
}
