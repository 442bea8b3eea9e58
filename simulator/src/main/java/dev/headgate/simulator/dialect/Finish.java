package dev.headgate.simulator.dialect;

/** Why an answer ended. */
public enum Finish {
  STOP,
  /** One of the caller's stop texts came. */
  STOP_TEXT,
  LENGTH,
  TOOL_CALLS,
  FILTERED,
  REFUSED,
  MALFORMED_CALL
}
