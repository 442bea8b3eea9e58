package dev.headgate.simulator.dialect;

/**
 * One event of a stream as it stands on the wire.
 *
 * @param wire the whole event, its separator included; a character is a byte of the dialect's
 *     {@linkplain Dialect#streamCharset() charset}
 * @param tokens of output that it carries
 * @param kind what faults need to know of it
 */
public record Event(String wire, int tokens, Kind kind) {
  /** What an event carries. */
  public enum Kind {
    /** Anything else. */
    PLAIN,
    /** A piece of a call's arguments. */
    ARGUMENTS,
    /** The dialect's end. */
    TERMINAL
  }

  /** An event that nothing is special about. */
  public static Event of(String wire, int tokens) {
    return new Event(wire, tokens, Kind.PLAIN);
  }

  /** The same with another text on the wire. */
  public Event wire(String other) {
    return new Event(other, tokens, kind);
  }
}
