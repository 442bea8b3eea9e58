package dev.headgate.dataplane.metrics;

/** Why a call to a provider was made; the label {@code kind}. */
public enum CallKind {
  /** The first call of an exchange. */
  FIRST,
  /** The same target again. */
  RETRY,
  /** Another target, after one that failed. */
  FAILOVER;

  final String label = name().toLowerCase(java.util.Locale.ROOT);
}
