package dev.headgate.conversation.model;

/** How bad a loss is; the worst last. */
public enum Severity {
  /** Nobody can tell the difference: ids, names. Told in the trace. */
  COSMETIC,
  /** The answer may be worse or dearer, but it answers the same question. Told to the caller. */
  DEGRADING,
  /** The question is another one. Refused unless the route permits it. */
  SEMANTIC
}
