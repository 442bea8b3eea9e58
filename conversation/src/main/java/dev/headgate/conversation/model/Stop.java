package dev.headgate.conversation.model;

import org.jspecify.annotations.Nullable;

/**
 * Why an answer ended.
 *
 * @param reason in the words of all dialects
 * @param sequence the stop text that was met; null otherwise
 * @param detail the provider's own word or explanation where it says more; null otherwise
 */
public record Stop(Reason reason, @Nullable String sequence, @Nullable String detail) {
  /** A reason and no more. */
  public static Stop of(Reason reason) {
    return new Stop(reason, null, null);
  }

  /** Why. */
  public enum Reason {
    /** The model had said all. */
    END,
    /** The cap on output was reached. */
    LENGTH,
    /** The model's window was full. */
    CONTEXT_FULL,
    /** A stop text was met. */
    STOP_SEQUENCE,
    /** Tools of the caller's are to be called. */
    TOOL_CALLS,
    /** The provider's filter stopped it. */
    FILTERED,
    /** The model declined. */
    REFUSED,
    /** The provider paused a long turn; the caller may send it back to go on. */
    PAUSED,
    /** Another reason; the detail says which. */
    OTHER
  }
}
