package dev.headgate.operator.compile;

import java.time.Duration;
import java.time.Instant;

/**
 * When one credential ends.
 *
 * @param what it is, for a person: {@code The API key}
 * @param secret where it is
 * @param at from when on it is worth nothing
 * @param soon from when on that is soon; never after {@code at}
 * @param source who says so, for a person: {@code its certificate}
 * @param remedy what to do beside putting a new one into the Secret; empty when nothing
 */
public record Expiry(
    String what, NamespacedName secret, Instant at, Instant soon, String source, String remedy) {

  /** How long before its end a credential of unknown life is told. */
  static final Duration LONGEST_WARNING = Duration.ofDays(30);

  /** How late it is with a credential. */
  public enum Stage {
    /** There is time. */
    FAR,
    /** Someone should act. */
    SOON,
    /** Nobody did. */
    OVER
  }

  /** How late it is at that moment. */
  public Stage stage(Instant now) {
    if (!now.isBefore(at)) {
      return Stage.OVER;
    }
    return now.isBefore(soon) ? Stage.FAR : Stage.SOON;
  }
}
