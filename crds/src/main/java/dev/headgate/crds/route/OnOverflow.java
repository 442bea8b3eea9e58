package dev.headgate.crds.route;

/** What happens to a prompt that does not fit. */
public enum OnOverflow {
  Reject,
  LargerWindow,
  DropOldestTurns,
  Summarize
}
