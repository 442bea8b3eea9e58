package dev.headgate.bench;

/**
 * How long each part takes, in seconds.
 *
 * @param warmUp load on a fresh JVM before it is measured
 * @param run of one measurement
 */
record Durations(int warmUp, int run) {
  static final Durations FULL = new Durations(8, 5);
  static final Durations QUICK = new Durations(3, 2);
}
