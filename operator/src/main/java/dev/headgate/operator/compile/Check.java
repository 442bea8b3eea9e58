package dev.headgate.operator.compile;

import dev.headgate.crds.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One condition as far as compile decides it.
 *
 * @param ok whether it is true
 * @param reason null when ok
 * @param message for a person; empty when ok
 */
public record Check(boolean ok, @Nullable Reason reason, String message) {
  /** Nothing to complain of. */
  public static final Check OK = new Check(true, null, "");

  static Check failed(Finding finding) {
    return new Check(false, finding.reason(), finding.path() + ": " + finding.message());
  }
}
