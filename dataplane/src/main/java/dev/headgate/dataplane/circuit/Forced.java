package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Report;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Held by hand: nothing that calls say changes it.
 *
 * @param term how it came to be
 * @param force which way
 */
record Forced(Term term, Backend.Force force) implements CircuitState {

  @Override
  public Report.CircuitState shown() {
    return switch (force) {
      case Open -> Report.CircuitState.Open;
      case Closed -> Report.CircuitState.Closed;
    };
  }

  @Override
  public @Nullable CircuitState admit(Moment now, RandomGenerator random, Rules rules) {
    return force == Backend.Force.Closed ? this : null;
  }

  @Override
  public CircuitState on(Sign sign, Moment now, RandomGenerator random, Rules rules) {
    return this;
  }

  @Override
  public CircuitState under(Rules rules, Moment now) {
    if (rules.force() == force) {
      return this;
    }
    return rules.force() == null
        ? new Closed(term.anew(now, Cause.ForceReleased), Tally.none(rules))
        : CircuitState.super.under(rules, now);
  }
}
