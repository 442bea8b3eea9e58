package dev.headgate.dataplane.circuit;

import java.util.concurrent.TimeUnit;

/**
 * A point in time, by both clocks.
 *
 * @param nanos of the ticker: only differences mean something
 * @param epochMs of the wall clock: only for people to read
 */
record Moment(long nanos, long epochMs) {

  /** How long ago another moment's nanos were; negative when they are still to come. */
  long since(long otherNanos) {
    return nanos - otherNanos;
  }

  Moment plusMs(long ms) {
    return new Moment(nanos + TimeUnit.MILLISECONDS.toNanos(ms), epochMs + ms);
  }
}
