package dev.headgate.crds.backend;

/** How a window moves. */
public enum RateWindowMode {
  Rolling,
  Fixed
}
