package dev.headgate.operator.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Statuses wait for the proxies' answers to a push, at most a second: so an edit is written into
 * one status once, not again with every proxy that answers. For one thread.
 */
final class StatusPace {
  /** How long statuses wait for proxies. */
  static final Duration LONGEST = Duration.ofSeconds(1);

  private @Nullable Instant since;

  /**
   * Whether statuses are to wait.
   *
   * @param answering whether answers of proxies are to be expected any moment
   */
  boolean holds(boolean answering, Instant now) {
    Instant began = since;
    if (answering && began == null) {
      since = now;
      return true;
    }
    if (answering && began != null && now.isBefore(began.plus(LONGEST))) {
      return true;
    }
    since = null;
    return false;
  }

  /** Whether something waits to be said, so that time alone is a reason to look again. */
  boolean holding() {
    return since != null;
  }
}
