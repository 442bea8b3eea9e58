package dev.headgate.crds.budget;

/** What happens when spending is out of the ordinary. */
public enum AnomalyAction {
  Notify,
  Degrade,
  Throttle,
  Restrict
}
