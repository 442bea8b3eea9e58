package dev.headgate.crds.budget;

/** What happens at a limit. */
public enum OnExhausted {
  Reject,
  Downgrade,
  Queue
}
