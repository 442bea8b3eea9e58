package dev.headgate.crds.route;

/** What Degrade means. */
public enum DegradeTo {
  Cheaper,
  Cheapest,
  ServeCached
}
