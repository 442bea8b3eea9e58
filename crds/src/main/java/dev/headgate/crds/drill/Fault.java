package dev.headgate.crds.drill;

/** What is done to a target. */
public enum Fault {
  Outage,
  RateLimit,
  Latency,
  StreamCut
}
