package dev.headgate.operator.feed;

import dev.headgate.operator.push.Place;

/**
 * Gives each snapshot of a gateway its place in the order. One for each term of leading: the epoch
 * must be larger than any that was ever given for this gateway.
 */
public final class Sequencer {
  private Place last;

  /**
   * Begins a term.
   *
   * @param epoch larger than any before: 1 + the larger of the lease's transitions and the stored
   *     snapshot's epoch, or the time in ms where nobody else writes
   */
  public Sequencer(long epoch) {
    last = new Place(epoch, 0);
  }

  /** The next place. */
  public synchronized Place next() {
    last = new Place(last.epoch(), last.sequence() + 1);
    return last;
  }

  /**
   * Goes beyond a place that a proxy has and that we have not given. Only for someone who
   * verifiably leads: anyone else would push the real leader aside.
   *
   * @return whether a new epoch began, so that the snapshot must be given a new place
   */
  public synchronized boolean surpass(Place theirs) {
    if (!theirs.isAfter(last)) {
      return false;
    }
    last = new Place(theirs.epoch() + 1, 0);
    return true;
  }
}
