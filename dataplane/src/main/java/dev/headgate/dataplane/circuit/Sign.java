package dev.headgate.dataplane.circuit;

/** What one call says about its provider's health. */
enum Sign {
  /** It ended well, in its usual time. */
  Succeeded,
  /** It failed. */
  Failed,
  /** It is still running and has waited too long; told once, when that becomes known. */
  Slow,
  /** It ended well after all. */
  SlowSucceeded,
  /** It failed after all. */
  SlowFailed,
  /** It says nothing. */
  Nothing;

  boolean bad() {
    return this == Failed || this == Slow || this == SlowFailed;
  }
}
