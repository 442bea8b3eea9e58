package dev.headgate.crds.budget;

/** Which tokens count. */
public enum TokenCount {
  Total,
  Input,
  Output
}
