package dev.headgate.crds.route;

/** Kinds of tasks, as classified. */
public enum TaskKind {
  Simple,
  Complex,
  Code
}
