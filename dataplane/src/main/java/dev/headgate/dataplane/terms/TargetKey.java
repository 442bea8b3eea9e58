package dev.headgate.dataplane.terms;

/**
 * One model on one backend.
 *
 * @param backend {@code namespace/name}
 * @param model as the backend's manifest names it
 */
public record TargetKey(String backend, String model) {
  /** {@code backend/model} without the namespace, as callers and metrics see it. */
  public String label() {
    return backend.substring(backend.indexOf('/') + 1) + "/" + model;
  }
}
