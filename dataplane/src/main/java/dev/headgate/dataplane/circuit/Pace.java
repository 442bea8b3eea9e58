package dev.headgate.dataplane.circuit;

/** How a target's times differ from call to call while it is well. */
enum Pace {
  /** First tokens of a model that just speaks: the last few calls tell what is usual. */
  Steady,
  /** Whole answers: as long as they happen to be, so the slowest of late are usual too. */
  Varied,
  /** A model that reasons thinks for 8 to 50 s, and 90 s over a whole answer, and is well. */
  Thinking;

  static Pace of(boolean streaming, boolean reasoning) {
    if (reasoning) {
      return Thinking;
    }
    return streaming ? Steady : Varied;
  }
}
