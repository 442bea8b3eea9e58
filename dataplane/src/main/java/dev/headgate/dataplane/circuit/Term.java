package dev.headgate.dataplane.circuit;

import org.jspecify.annotations.Nullable;

/**
 * What every state of a circuit knows about how it came to be.
 *
 * @param generation grows whenever calls are cut off: what a call of an older generation says comes
 *     too late to mean anything
 * @param since when it came into the state
 * @param cause why; null when closed from the start
 * @param openings in a row, without a healthy time as long as the last of them
 * @param lastOpenMs how long the last opening lasted; 0 when there was none
 */
record Term(long generation, Moment since, @Nullable Cause cause, int openings, long lastOpenMs) {

  static Term first(Moment now) {
    return new Term(0, now, null, 0, 0);
  }

  /** The same calls still count. */
  Term on(Moment now, @Nullable Cause why) {
    return new Term(generation, now, why, openings, lastOpenMs);
  }

  /** Calls that run now no longer count. */
  Term anew(Moment now, Cause why) {
    return new Term(generation + 1, now, why, 0, 0);
  }

  /** Opened once more. */
  Term opened(Moment now, Cause why, int before, long openMs) {
    return new Term(generation + 1, now, why, before + 1, openMs);
  }
}
