package dev.headgate.dataplane.dialect.translated;

import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Turn;
import java.util.LinkedHashSet;
import java.util.Set;

/** What callers could not bring back of earlier answers, because their dialect has no place. */
final class Forgotten {
  private Forgotten() {}

  /** Calls that came back without anything of their provider's own beside them, in order. */
  static Set<String> calls(Conversation conversation) {
    var ids = new LinkedHashSet<String>();
    for (var turn : conversation.turns()) {
      if (bare(turn)) {
        for (var part : turn.parts()) {
          if (part instanceof Part.ToolCall call) {
            ids.add(call.id());
          }
        }
      }
    }
    return ids;
  }

  private static boolean bare(Turn turn) {
    for (var part : turn.parts()) {
      if (!part.marks().opaque().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** That the store which may know could not be asked: told of the last of the calls. */
  static Loss loss(Conversation conversation) {
    var path = "$";
    for (var turn : conversation.turns()) {
      for (var part : turn.parts()) {
        if (part instanceof Part.ToolCall call) {
          path = call.marks().at().toString();
        }
      }
    }
    return new Loss(
        Severity.DEGRADING,
        path,
        Loss.Action.DROPPED,
        "reasoning that was kept for this call could not be fetched, the store is away");
  }
}
