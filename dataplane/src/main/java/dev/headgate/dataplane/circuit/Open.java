package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Report;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * No call goes through.
 *
 * @param term how it came to be
 * @param nextProbe when one will
 */
record Open(Term term, Moment nextProbe) implements CircuitState {

  /**
   * Opens.
   *
   * @param openings that came right before this one
   */
  static Open because(
      Cause cause, Term before, int openings, Moment now, RandomGenerator random, Rules rules) {
    long openMs = rules.openForMs(openings, random);
    return new Open(before.opened(now, cause, openings, openMs), now.plusMs(openMs));
  }

  @Override
  public Report.CircuitState shown() {
    return Report.CircuitState.Open;
  }

  @Override
  public CircuitState at(Moment now, Rules rules) {
    return now.since(nextProbe.nanos()) < 0
        ? this
        : new HalfOpen(term.on(now, term.cause()), 0, now.nanos());
  }

  @Override
  public @Nullable CircuitState admit(Moment now, RandomGenerator random, Rules rules) {
    return null;
  }

  @Override
  public CircuitState on(Sign sign, Moment now, RandomGenerator random, Rules rules) {
    return this;
  }
}
