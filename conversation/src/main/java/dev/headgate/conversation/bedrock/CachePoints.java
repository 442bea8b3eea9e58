package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.CacheHint;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;

/**
 * Points up to which a prompt is to be kept: blocks of their own behind what they are about, four
 * at most, those of an hour before those of five minutes. Asked in the order of the prompt.
 */
final class CachePoints {
  private static final int MOST = 4;

  private final boolean taken;
  private final Losses losses;
  private int given;
  private boolean onlyShort;

  /**
   * @param taken whether the model takes any
   */
  CachePoints(boolean taken, Losses losses) {
    this.taken = taken;
    this.losses = losses;
  }

  /** Writes the point behind a block, if it may be written. */
  void write(Marks marks, JsonOut out) {
    if (marks.cache() == null) {
      return;
    }
    if (!taken || given == MOST) {
      losses.degrading(
          marks.at(),
          Loss.Action.DROPPED,
          taken ? "at most " + MOST + " cache points here" : "this model takes no cache points");
      return;
    }
    given++;
    var hint = marks.cache();
    if (hint == CacheHint.LONG && onlyShort) {
      losses.degrading(
          marks.at(), Loss.Action.CLAMPED, "an hour may not come behind five minutes here");
      hint = CacheHint.SHORT;
    }
    onlyShort |= hint == CacheHint.SHORT;
    out.object().object("cachePoint").string("type", "default");
    if (hint == CacheHint.LONG) {
      out.string("ttl", "1h");
    }
    out.endObject().endObject();
  }

  /** A wish where there is no place for it. */
  void lost(Marks marks) {
    if (marks.cache() != null) {
      losses.degrading(marks.at(), Loss.Action.DROPPED, "this block takes no cache point");
    }
  }
}
