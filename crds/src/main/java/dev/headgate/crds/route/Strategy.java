package dev.headgate.crds.route;

/** How to choose inside a tier. */
public enum Strategy {
  Priority,
  Weighted,
  Cheapest,
  Fastest,
  Balanced
}
