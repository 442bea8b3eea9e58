package dev.headgate.operator.compile;

import dev.headgate.crds.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * How long one attempt may take, as one place in the manifests says it. Places are asked in the
 * order tier, route, backend, model (resilience.md, "Limits, never mixed").
 *
 * @param firstTokenMs to a stream's first event; {@value #UNSAID} when this place says nothing
 * @param answerMs to the end of a whole answer; {@value #UNSAID} when this place says nothing
 */
record Deadlines(long firstTokenMs, long answerMs) {
  static final long UNSAID = -1;

  /** A place that says nothing. */
  static final Deadlines NOTHING = new Deadlines(UNSAID, UNSAID);

  static Deadlines read(
      Values values,
      String firstTokenPath,
      @Nullable Timespan firstToken,
      String answerPath,
      @Nullable Timespan answer) {
    return new Deadlines(
        values.millis(firstTokenPath, firstToken, UNSAID),
        values.millis(answerPath, answer, UNSAID));
  }

  /** What this place says, and where it says nothing, what the next one says. */
  Deadlines or(Deadlines next) {
    return new Deadlines(
        firstTokenMs == UNSAID ? next.firstTokenMs : firstTokenMs,
        answerMs == UNSAID ? next.answerMs : answerMs);
  }
}
