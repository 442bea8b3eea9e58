package dev.headgate.dataplane.route;

import dev.headgate.dataplane.circuit.Permit;

/**
 * One call that may be made now.
 *
 * @param candidate where to
 * @param permit the circuit's leave; whoever takes the step owes it exactly one outcome
 * @param attempt counts the steps of the exchange from 1 without gaps or repetition
 * @param call counts the calls to this target from 1
 * @param kind why it is made
 */
public record Step(Candidate candidate, Permit permit, int attempt, int call, Kind kind) {

  /** Why a call is made; lower case in metrics. */
  public enum Kind {
    First,
    Retry,
    Failover
  }
}
