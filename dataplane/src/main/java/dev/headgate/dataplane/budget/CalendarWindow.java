package dev.headgate.dataplane.budget;

/**
 * One stretch of time that a counter covers.
 *
 * @param id names it in the counter's field; the same for every proxy
 * @param startMs first millisecond since the epoch
 * @param endMs first millisecond after it
 */
record CalendarWindow(String id, long startMs, long endMs) {

  boolean contains(long nowMs) {
    return startMs <= nowMs && nowMs < endMs;
  }

  long lengthMs() {
    return endMs - startMs;
  }
}
