package dev.headgate.operator.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Doubts a world in which more than half of a gateway's routes are suddenly gone although nobody
 * saw them being deleted: a half-filled cache looks like that. After ten seconds it is believed.
 */
public final class RemovalHold {
  /** How long such a world is not acted on. */
  public static final Duration DOUBT = Duration.ofSeconds(10);

  private @Nullable Instant since;

  /**
   * Whether to wait.
   *
   * @param last ids of the routes that proxies have
   * @param next ids of the routes they would have
   * @param seenDeleted whether a deletion of that route was seen
   */
  public boolean holds(
      Set<String> last, Set<String> next, Predicate<String> seenDeleted, Instant now) {
    long vanished =
        last.stream().filter(id -> !next.contains(id)).filter(seenDeleted.negate()).count();
    if (vanished * 2 <= last.size()) {
      since = null;
      return false;
    }
    Instant began = since;
    if (began == null) {
      since = now;
      return true;
    }
    if (now.isBefore(began.plus(DOUBT))) {
      return true;
    }
    since = null;
    return false;
  }
}
