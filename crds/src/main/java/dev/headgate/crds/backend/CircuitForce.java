package dev.headgate.crds.backend;

/** A circuit held by hand. */
public enum CircuitForce {
  Open,
  Closed
}
