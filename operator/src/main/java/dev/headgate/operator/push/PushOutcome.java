package dev.headgate.operator.push;

import dev.headgate.contract.Acknowledgement;

/** What came of one attempt to hand a snapshot to a proxy. */
public sealed interface PushOutcome {

  /**
   * 200: the proxy serves it now.
   *
   * @param acknowledgement what it serves
   */
  record Applied(Acknowledgement acknowledgement) implements PushOutcome {}

  /**
   * 409: the proxy already has a later one and keeps it.
   *
   * @param acknowledgement the later one
   */
  record Outranked(Acknowledgement acknowledgement) implements PushOutcome {}

  /**
   * 422: the proxy cannot serve it and keeps what it had.
   *
   * @param acknowledgement what it still serves, and the problems it found
   */
  record Rejected(Acknowledgement acknowledgement) implements PushOutcome {}

  /**
   * No answer that means anything; worth another try.
   *
   * @param why for a person
   */
  record Unreachable(String why) implements PushOutcome {}
}
