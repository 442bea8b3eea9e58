package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Report;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Every call goes through.
 *
 * @param term how it came to be
 * @param tally what calls have said since
 */
record Closed(Term term, Tally tally) implements CircuitState {

  static Closed first(Moment now, Rules rules) {
    return new Closed(Term.first(now), Tally.none(rules));
  }

  @Override
  public Report.CircuitState shown() {
    return Report.CircuitState.Closed;
  }

  @Override
  public CircuitState admit(Moment now, RandomGenerator random, Rules rules) {
    return this;
  }

  @Override
  public CircuitState on(Sign sign, Moment now, RandomGenerator random, Rules rules) {
    if (sign == Sign.Nothing) {
      return this;
    }
    var next = tally.with(sign, now, rules);
    var cause = next.verdict(sign, rules);
    return cause == null
        ? new Closed(term, next)
        : Open.because(cause, term, openings(now), now, random, rules);
  }

  @Override
  public CircuitState silent(Moment now, RandomGenerator random, Rules rules) {
    return Open.because(Cause.Silence, term, openings(now), now, random, rules);
  }

  @Override
  public boolean carriesTraffic() {
    return true;
  }

  /** Having been healthy for as long as it was last open, a circuit starts over. */
  private int openings(Moment now) {
    long healthy = now.since(term.since().nanos());
    return healthy >= TimeUnit.MILLISECONDS.toNanos(term.lastOpenMs()) ? 0 : term.openings();
  }
}
