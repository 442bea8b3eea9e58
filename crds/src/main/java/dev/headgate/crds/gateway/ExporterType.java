package dev.headgate.crds.gateway;

/** Where audit records are copied to. */
public enum ExporterType {
  Otlp,
  File
}
