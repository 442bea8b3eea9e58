package dev.headgate.dataplane.replay;

/**
 * Something that someone should look at.
 *
 * @param kind what went wrong
 * @param where the recording
 * @param what for a person, with no text of the conversation in it but what providers say of it
 */
record Finding(Kind kind, String where, String what) {
  /** What went wrong. */
  enum Kind {
    /** A decoder or an encoder threw. */
    CRASHED(true),
    /** A request that its provider answered is no request to our decoder. */
    REQUEST_REFUSED(true),
    /** A request said again in its own dialect says something else, and nobody was told. */
    REQUEST_CHANGED(true),
    /** The simulator refuses a request that its provider answered. */
    SIMULATOR_STRICTER(true),
    /** The simulator answers a request that its provider refused. */
    SIMULATOR_LAXER(false),
    /** A request said in another dialect is one that the simulator refuses. */
    TRANSLATION_REFUSED(true),
    /** A whole answer or stream of success is none to our decoder. */
    ANSWER_FAILED(true),
    /** A stream has other events when its bytes come otherwise. */
    SPLIT_DIFFERS(true),
    /** An answer said again in its own dialect says something else, and nobody was told. */
    ANSWER_CHANGED(true),
    /** An answer said in a caller's dialect is none to that dialect's SDK. */
    SDK_REFUSED(true),
    /** The proxy's relay changed an answer, or told other usage than the answer does. */
    RELAY_DIFFERS(true),
    /** A part that no decoder of ours knows; it is carried, and lost elsewhere. */
    UNKNOWN_PART(false);

    /** Whether it is a fault of ours. */
    final boolean fault;

    Kind(boolean fault) {
      this.fault = fault;
    }
  }

  /** The same wherever it is found: without numbers and quoted words. */
  String gist() {
    var gist = what.replaceAll("\\[\\d+\\]", "[]").replaceAll("\\d+", "0");
    return kind + " " + gist.replaceAll("\\s+", " ").strip();
  }
}
