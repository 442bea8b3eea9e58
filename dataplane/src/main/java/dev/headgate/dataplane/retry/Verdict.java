package dev.headgate.dataplane.retry;

/** What is done about a failed attempt. */
public sealed interface Verdict {

  /**
   * The same attempt once more on a new connection, at once: same permit, same hold, counted
   * nowhere.
   */
  record Resend() implements Verdict {}

  /**
   * Another call to the same target.
   *
   * @param waitMs before it, at least 0
   */
  record SameTarget(long waitMs) implements Verdict {}

  /**
   * On to the next target, at once.
   *
   * @param cause why not the same one again
   */
  record NextTarget(Cause cause) implements Verdict {}

  /**
   * The failure is the caller's answer.
   *
   * @param cause why nothing else is tried
   */
  record ToCaller(Cause cause) implements Verdict {}

  /** Why, for traces and errors. */
  enum Cause {
    /** What failed would fail again, or the route does not list its class. */
    FailureClass,
    /** A target that let a limit pass is not asked again. */
    TimedOut,
    /** The target or the exchange has had its calls. */
    NoCallsLeft,
    /** The wait would not end inside the exchange's deadline. */
    Deadline,
    /** The provider asks for a longer wait than another target would take. */
    LongWait,
    /** The proxy has repeated too much lately. */
    RetryBudget,
    /** Content has reached the caller. */
    ContentSent
  }
}
