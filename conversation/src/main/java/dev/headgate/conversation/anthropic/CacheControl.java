package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.CacheHint;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Path;
import org.jspecify.annotations.Nullable;

/**
 * The breakpoints of the cache in one request: four at most, those of an hour before those of five
 * minutes. Asked in the order of the prompt (tools, instructions, messages), it lets the first four
 * pass: what comes later changes sooner.
 */
final class CacheControl {
  private static final int MOST = 4;

  private final Losses losses;
  private int given;
  private boolean onlyShort;

  /**
   * @param taken breakpoints that are set elsewhere
   */
  CacheControl(Losses losses, int taken) {
    this.losses = losses;
    this.given = taken;
  }

  static @Nullable CacheHint read(@Nullable Node node) throws InvalidException {
    if (node == null) {
      return null;
    }
    var fields = node.object();
    fields.take("type");
    var ttl = fields.string("ttl");
    return "1h".equals(ttl) ? CacheHint.LONG : CacheHint.SHORT;
  }

  static void write(CacheHint hint, JsonOut out) {
    out.object("cache_control").string("type", "ephemeral");
    if (hint == CacheHint.LONG) {
      out.string("ttl", "1h");
    }
    out.endObject();
  }

  /** Writes the wish of a block, if it may be written. */
  void write(Marks marks, JsonOut out) {
    if (marks.cache() == null) {
      return;
    }
    if (given == MOST) {
      losses.degrading(at(marks), Loss.Action.DROPPED, "at most " + MOST + " breakpoints here");
      return;
    }
    given++;
    var hint = marks.cache();
    if (hint == CacheHint.LONG && onlyShort) {
      losses.degrading(
          at(marks), Loss.Action.CLAMPED, "an hour may not come behind five minutes here");
      hint = CacheHint.SHORT;
    }
    onlyShort |= hint == CacheHint.SHORT;
    write(hint, out);
  }

  /** A breakpoint in a block that is written as it is. */
  void counted() {
    given = Math.min(MOST, given + 1);
  }

  /** A wish where there is no place for it. */
  void lost(Marks marks) {
    if (marks.cache() != null) {
      losses.degrading(at(marks), Loss.Action.DROPPED, "this block takes no breakpoint");
    }
  }

  private static Path at(Marks marks) {
    return marks.at().field("cache_control");
  }
}
