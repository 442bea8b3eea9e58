package dev.headgate.conversation.dialect;

import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers losses. A body may have a hundred thousand odd fields: of each severity the first {@value
 * #KEPT} are kept, the rest are counted in one more.
 */
public final class Losses {
  static final int KEPT = 64;

  private final List<Loss> kept = new ArrayList<>();
  private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);

  /** A loss of meaning. */
  public void semantic(Path at, Loss.Action action, String why) {
    add(Severity.SEMANTIC, at, action, why);
  }

  /** A loss of quality, speed or money. */
  public void degrading(Path at, Loss.Action action, String why) {
    add(Severity.DEGRADING, at, action, why);
  }

  /** A loss that nobody can tell. */
  public void cosmetic(Path at, Loss.Action action, String why) {
    add(Severity.COSMETIC, at, action, why);
  }

  /** Any loss. */
  public void add(Severity severity, Path at, Loss.Action action, String why) {
    if (counts.merge(severity, 1, Integer::sum) <= KEPT) {
      kept.add(new Loss(severity, at.toString(), action, why));
    }
  }

  /**
   * What a dialect loses of a part's marks: fields of other dialects, and the wish for the cache.
   */
  public void ofMarks(Marks marks, String dialect, boolean keepsCacheHints) {
    ofExtras(marks.extras(), marks.at(), dialect);
    if (marks.cache() != null && !keepsCacheHints) {
      degrading(marks.at(), Loss.Action.DROPPED, "there are no cache hints here");
    }
  }

  /** What a dialect loses of fields that another has read. */
  public void ofExtras(List<Extra> extras, Path at, String dialect) {
    for (var extra : extras) {
      if (!extra.dialect().equals(dialect)) {
        add(
            extra.ifLost(),
            at.field(extra.name()),
            Loss.Action.DROPPED,
            "only " + extra.dialect() + " has this field");
      }
    }
  }

  /** What a reader did not read. */
  public void ofUnread(Node root) {
    for (var path : root.unread()) {
      degrading(path, Loss.Action.DROPPED, "not a known field");
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** All, in the order of their coming. */
  public List<Loss> list() {
    var all = new ArrayList<>(kept);
    counts.forEach(
        (severity, count) -> {
          if (count > KEPT) {
            all.add(
                new Loss(
                    severity,
                    "$",
                    Loss.Action.DROPPED,
                    "and " + (count - KEPT) + " more of the like"));
          }
        });
    return all;
  }
}
