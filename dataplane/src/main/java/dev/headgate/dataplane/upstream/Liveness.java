package dev.headgate.dataplane.upstream;

/** Whether a provider answers at all. */
public enum Liveness {
  /** It answered with a status under 500, be it a refusal. */
  Alive,
  /** It cannot be reached, does not answer in time, or says itself that it is broken. */
  Dead
}
