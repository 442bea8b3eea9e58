package dev.headgate.operator.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A trouble that is worth saying only when it does not end by itself: every start lists everything
 * anew, and watches end and begin anew all day. For one thread.
 */
final class Lasting {
  private static final Duration WORTH_SAYING = Duration.ofSeconds(20);

  private @Nullable Instant since;

  /**
   * What is to be said of it.
   *
   * @param trouble as it is now
   * @return null when there is none, or not for long enough
   */
  @Nullable String told(Optional<String> trouble, Instant now) {
    Instant began = since;
    if (trouble.isEmpty()) {
      since = null;
      return null;
    }
    if (began == null) {
      since = now;
      return null;
    }
    return now.isAfter(began.plus(WORTH_SAYING)) ? trouble.get() : null;
  }

  /** Whether there is any, so that time alone is a reason to look again. */
  boolean lasts() {
    return since != null;
  }
}
