package dev.headgate.simulator.dialect;

/** What came of reading a request. */
public sealed interface Reading {
  /** A valid request. */
  record Accepted(Prompt prompt) implements Reading {}

  /**
   * A valid request whose answer needs no model.
   *
   * @param body of the answer
   * @param usage what is billed for it
   */
  record Immediate(String body, Usage usage) implements Reading {}

  /** What the provider would refuse. */
  record Rejected(Problem problem) implements Reading {}
}
