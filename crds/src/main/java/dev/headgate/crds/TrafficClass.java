package dev.headgate.crds;

/** What a route's traffic is worth, highest first; kinds.md has the defaults that hang on it. */
public enum TrafficClass {
  Critical,
  Interactive,
  Batch,
  Internal,
  Experiment
}
