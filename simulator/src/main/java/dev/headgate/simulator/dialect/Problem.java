package dev.headgate.simulator.dialect;

import org.jspecify.annotations.Nullable;

/**
 * An error of the provider, before a dialect gives it its shape.
 *
 * @param status HTTP status
 * @param cause what kind of error it is
 * @param code overrides the dialect's own code; null leaves it to the dialect
 * @param param the field that is to blame, in the dialect's notation; null when none is
 * @param message for a person
 */
public record Problem(
    int status, Cause cause, @Nullable String code, @Nullable String param, String message) {

  /** Kinds of error that dialects tell apart beyond the status. */
  public enum Cause {
    STATUS,
    INVALID,
    UNPARSABLE,
    KEY,
    QUOTA,
    CONTEXT,
    UNKNOWN_PATH,
    UNKNOWN_MODEL
  }

  /** An error that its status describes enough. */
  public static Problem of(int status, String message) {
    return new Problem(status, Cause.STATUS, null, null, message);
  }

  /** An error of some kind. */
  public static Problem of(int status, Cause cause, String message) {
    return new Problem(status, cause, null, null, message);
  }
}
