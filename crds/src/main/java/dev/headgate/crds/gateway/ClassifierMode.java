package dev.headgate.crds.gateway;

/** How far a new classifier is trusted. */
public enum ClassifierMode {
  Shadow,
  Canary,
  Active
}
