package dev.headgate.crds;

/** What budgets do when the store cannot be asked. */
public enum OnUnavailable {
  FailClosed,
  FailOpen
}
