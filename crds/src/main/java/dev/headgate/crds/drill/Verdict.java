package dev.headgate.crds.drill;

/** How a drill went. */
public enum Verdict {
  Passed,
  Failed,
  Aborted
}
