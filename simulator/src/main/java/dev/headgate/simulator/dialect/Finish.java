package dev.headgate.simulator.dialect;

/** Why an answer ended. */
public enum Finish {
  STOP,
  LENGTH,
  TOOL_CALLS,
  FILTERED,
  REFUSED,
  MALFORMED_CALL
}
