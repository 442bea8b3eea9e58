package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Report;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The state of one circuit. Immutable: each method gives the state that follows, which may be the
 * same one.
 */
sealed interface CircuitState permits Closed, Open, HalfOpen, Ramping, Forced {

  Term term();

  /** How it is told outside. */
  Report.CircuitState shown();

  /** What the passing of time alone makes of it. */
  default CircuitState at(Moment now, Rules rules) {
    return this;
  }

  /** The state once a call was let through; null when none is. */
  @Nullable CircuitState admit(Moment now, RandomGenerator random, Rules rules);

  /** The state once a call of the same generation has said something. */
  CircuitState on(Sign sign, Moment now, RandomGenerator random, Rules rules);

  /** The state once nothing is answered any more. */
  default CircuitState silent(Moment now, RandomGenerator random, Rules rules) {
    return this;
  }

  /** The state under changed rules. */
  default CircuitState under(Rules rules, Moment now) {
    Backend.Force force = rules.force();
    return force == null ? this : new Forced(term().anew(now, Cause.Forced), force);
  }

  /** Whether calls go through for what they are worth, not to find something out. */
  default boolean carriesTraffic() {
    return false;
  }

  /** When the next probe is let through; null unless open. */
  default @Nullable Moment nextProbe() {
    return null;
  }

  /** What the report says about a target in this state. */
  default Report.Circuit circuit(String backend, String model) {
    Cause cause = term().cause();
    Moment probe = nextProbe();
    return new Report.Circuit(
        backend,
        model,
        shown(),
        term().since().epochMs(),
        cause == null ? null : cause.name(),
        probe == null ? null : probe.epochMs());
  }
}
