package dev.headgate.crds.gateway;

/** Dialect of statsd. */
public enum StatsdFlavor {
  Datadog,
  Plain
}
