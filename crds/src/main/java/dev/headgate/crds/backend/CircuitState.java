package dev.headgate.crds.backend;

/** State of a circuit. */
public enum CircuitState {
  Closed,
  HalfOpen,
  Open
}
