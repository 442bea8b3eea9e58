package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Report;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A few calls go through to find out whether the target is well: the first that says something
 * decides.
 *
 * @param term how it came to be
 * @param probes running now
 * @param lastProbe nanos when the last of them was let through
 */
record HalfOpen(Term term, int probes, long lastProbe) implements CircuitState {

  @Override
  public Report.CircuitState shown() {
    return Report.CircuitState.HalfOpen;
  }

  /** Probes that say nothing for as long as the circuit was open keep no others out. */
  @Override
  public CircuitState at(Moment now, Rules rules) {
    return probes > 0 && now.since(lastProbe) >= TimeUnit.MILLISECONDS.toNanos(term.lastOpenMs())
        ? new HalfOpen(term, 0, lastProbe)
        : this;
  }

  @Override
  public @Nullable CircuitState admit(Moment now, RandomGenerator random, Rules rules) {
    return probes < Math.max(1, rules.breaker().halfOpenProbes())
        ? new HalfOpen(term, probes + 1, now.nanos())
        : null;
  }

  @Override
  public CircuitState on(Sign sign, Moment now, RandomGenerator random, Rules rules) {
    return switch (sign) {
      case Succeeded, SlowSucceeded -> Ramping.begin(term, now, rules);
      case Failed, SlowFailed -> reopen(Cause.ProbeFailed, now, random, rules);
      case Slow -> reopen(Cause.ProbeSlow, now, random, rules);
      case Nothing -> new HalfOpen(term, Math.max(0, probes - 1), lastProbe);
    };
  }

  private Open reopen(Cause cause, Moment now, RandomGenerator random, Rules rules) {
    return Open.because(cause, term, term.openings(), now, random, rules);
  }
}
