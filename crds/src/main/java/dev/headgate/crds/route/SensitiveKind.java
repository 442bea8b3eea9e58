package dev.headgate.crds.route;

/** Fields in which a bad answer is worse than none. */
public enum SensitiveKind {
  Legal,
  Medical,
  Financial
}
