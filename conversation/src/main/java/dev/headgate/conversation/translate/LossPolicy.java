package dev.headgate.conversation.translate;

import dev.headgate.conversation.model.Severity;

/** What a route lets a translation lose. */
public enum LossPolicy {
  /** Nothing that anyone could notice. */
  STRICT(Severity.COSMETIC),
  /** What only degrades the answer; the caller is told. */
  WARN(Severity.DEGRADING),
  /** Meaning too; the caller is told. */
  PERMISSIVE(Severity.SEMANTIC);

  private final Severity worst;

  LossPolicy(Severity worst) {
    this.worst = worst;
  }

  /** Whether a loss this bad may be carried out. */
  public boolean permits(Severity severity) {
    return severity.compareTo(worst) <= 0;
  }
}
