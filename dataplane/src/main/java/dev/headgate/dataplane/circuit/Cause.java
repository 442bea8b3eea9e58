package dev.headgate.dataplane.circuit;

/** Why a circuit is in its state: the {@code reason} of the report and of the backend's status. */
public enum Cause {
  /** So many Transient failures in a row. */
  ConsecutiveFailures,
  /** Too large a share of the window's calls failed. */
  FailureRate,
  /** Too large a share of the window's calls waited far longer than usual. */
  SlowCallRate,
  /** Several calls are overdue and nothing has been answered since the first of them began. */
  Silence,
  /** A call that was let through while half open failed. */
  ProbeFailed,
  /** A call that was let through while half open was slow. */
  ProbeSlow,
  /** The provider's quota is used up until the next probe. */
  QuotaExhausted,
  /** Held by hand: {@code circuitBreaker.force}. */
  Forced,
  /** The hand has let go. */
  ForceReleased,
  /** Closed again: probes succeeded and the growing share of traffic after them too. */
  Recovered
}
