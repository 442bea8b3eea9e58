package dev.headgate.crds;

/** Whether a condition holds. */
public enum ConditionStatus {
  True,
  False,
  /** Not looked at yet, or it cannot be known now. */
  Unknown
}
