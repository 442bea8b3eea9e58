package dev.headgate.contract;

/** What went wrong with one attempt (resilience.md, "What a failure is"). */
public enum FailureClass {
  /** A reused connection was closed under the call before any byte came: once more on a new one. */
  StaleConnection,
  /** The provider is sick now: retry, then the next target; counts for the circuit. */
  Transient,
  /** 429 with a short wait: the next target; never the circuit. */
  RateLimited,
  /** 402, or a 429 that is a spend or daily quota: closed until its reset. */
  QuotaExhausted,
  /** The request itself is wrong: to the caller at once. */
  Deterministic,
  /** The prompt does not fit: a target with a larger window may take it. */
  ContextTooLong,
  /** 401 or 403: the next target, never again on the same key. */
  Credential,
  /** Content filter or refusal: to the caller unless the route says otherwise. */
  Refused,
  /** The caller hung up: counts nowhere. */
  ClientGone
}
