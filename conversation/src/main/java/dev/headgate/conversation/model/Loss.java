package dev.headgate.conversation.model;

/**
 * One thing that a translation changed.
 *
 * @param severity how bad it is
 * @param path in what the caller sent (or, for an answer, in what the provider sent)
 * @param action what was done
 * @param why for a person; holds nothing of a prompt
 */
public record Loss(Severity severity, String path, Action action, String why) {
  /** What was done. */
  public enum Action {
    DROPPED,
    CLAMPED,
    REPLACED,
    RENAMED,
    MOVED,
    ADDED,
    WEAKENED
  }
}
