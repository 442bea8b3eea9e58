package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps opaque data from realms that it is garbage to. A part's data go whole or not at all, and
 * reasoning that nobody may see goes with them.
 */
final class RealmFilter {
  private final Realm target;
  private final Losses losses;

  private RealmFilter(Realm target, Losses losses) {
    this.target = target;
    this.losses = losses;
  }

  static Conversation filter(Conversation conversation, Realm target, Losses losses) {
    var filter = new RealmFilter(target, losses);
    var turns = new ArrayList<Turn>(conversation.turns().size());
    boolean changed = false;
    for (var turn : conversation.turns()) {
      var kept = filter.parts(turn.parts());
      changed |= kept != turn.parts();
      turns.add(kept == turn.parts() ? turn : turn.withParts(kept));
    }
    return changed ? conversation.withTurns(turns) : conversation;
  }

  private List<Part> parts(List<Part> parts) {
    if (parts.stream().allMatch(part -> admitted(part.marks()))) {
      return parts;
    }
    var kept = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      if (admitted(part.marks())) {
        kept.add(part);
        continue;
      }
      boolean reasoning = part instanceof Part.Reasoning;
      boolean hidden =
          part instanceof Part.Reasoning thought
              && (thought.redacted() || thought.text().isEmpty());
      // What can be read goes on as text; a dialect that leaves it out tells it.
      if (hidden || !reasoning) {
        losses.degrading(
            part.marks().at(),
            Loss.Action.DROPPED,
            (reasoning ? "hidden reasoning" : "a signature")
                + " of another provider, which this one cannot read");
      }
      if (!hidden) {
        kept.add(part.withMarks(part.marks().withOpaque(List.of())));
      }
    }
    return kept;
  }

  private boolean admitted(Marks marks) {
    for (Opaque datum : marks.opaque()) {
      if (!target.admits(datum.realm())) {
        return false;
      }
    }
    return true;
  }
}
