package dev.headgate.contract;

/** What a route's traffic is worth; the defaults of each are in kinds.md, "Traffic classes". */
public enum TrafficClass {
  Critical,
  Interactive,
  Batch,
  Internal,
  Experiment
}
