package dev.headgate.dataplane.circuit;

import dev.headgate.contract.Report;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A probe succeeded: a growing share of calls goes through, 5, then 25 percent, then all. At least
 * one call a second does, so that a quiet target is not kept waiting by its share.
 *
 * @param term how it came to be
 * @param stage index of the share
 * @param stageSince nanos when that share began
 * @param lastAdmitted nanos when the last call went through
 * @param tally what calls have said since the ramp began: the rules that open a closed circuit open
 *     this one too
 */
record Ramping(Term term, int stage, long stageSince, long lastAdmitted, Tally tally)
    implements CircuitState {
  private static final int[] PERCENT = {5, 25};
  private static final long AT_LEAST_EVERY = TimeUnit.SECONDS.toNanos(1);

  static Ramping begin(Term halfOpen, Moment now, Rules rules) {
    return new Ramping(
        halfOpen.on(now, halfOpen.cause()),
        0,
        now.nanos(),
        now.nanos() - AT_LEAST_EVERY,
        Tally.none(rules));
  }

  @Override
  public Report.CircuitState shown() {
    return Report.CircuitState.HalfOpen;
  }

  @Override
  public CircuitState at(Moment now, Rules rules) {
    if (now.since(stageSince) < rules.rampStageNanos()) {
      return this;
    }
    return stage + 1 < PERCENT.length
        ? new Ramping(term, stage + 1, now.nanos(), lastAdmitted, tally)
        : new Closed(term.on(now, Cause.Recovered), tally);
  }

  @Override
  public @Nullable CircuitState admit(Moment now, RandomGenerator random, Rules rules) {
    return now.since(lastAdmitted) >= AT_LEAST_EVERY || random.nextInt(100) < PERCENT[stage]
        ? new Ramping(term, stage, stageSince, now.nanos(), tally)
        : null;
  }

  @Override
  public CircuitState on(Sign sign, Moment now, RandomGenerator random, Rules rules) {
    if (sign == Sign.Nothing) {
      return this;
    }
    var next = tally.with(sign, now, rules);
    var cause = next.verdict(sign, rules);
    return cause == null
        ? new Ramping(term, stage, stageSince, lastAdmitted, next)
        : Open.because(cause, term, term.openings(), now, random, rules);
  }

  @Override
  public CircuitState silent(Moment now, RandomGenerator random, Rules rules) {
    return Open.because(Cause.Silence, term, term.openings(), now, random, rules);
  }

  @Override
  public boolean carriesTraffic() {
    return true;
  }
}
