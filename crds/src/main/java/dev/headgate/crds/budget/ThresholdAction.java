package dev.headgate.crds.budget;

/** What happens on the way to a limit. */
public enum ThresholdAction {
  Notify,
  Degrade,
  Throttle,
  Restrict
}
