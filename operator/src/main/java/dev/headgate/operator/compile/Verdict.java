package dev.headgate.operator.compile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What compile says about one object. The watching side adds what only the proxies know
 * (acknowledgements, circuits) and writes the conditions.
 *
 * @param key which object
 * @param generation of the object that was looked at; 0 when it has none
 * @param accepted whether it means something that is built: condition {@code Accepted}
 * @param resolvedRefs whether everything it names exists and may be used: condition {@code
 *     ResolvedRefs}
 * @param able whether it can do its work once it is programmed; false with reason {@code NoTarget}
 *     for a route of which no target is left. {@code Ready} needs this beside the other two
 * @param problems every problem, worst first, at most {@value #MAX_PROBLEMS}
 * @param unsupported paths of inert fields in use, sorted: {@code FullySupported=False} names them
 * @param carried whether the snapshot carries the object in a working form, so that {@code
 *     Programmed} can become true. A refused object is carried at most as a refusal; firewalls,
 *     drills and backends without a route are not carried, and have nothing to program
 * @param facts what its kind's status shows beside conditions; null when there is nothing
 * @param expiries when the credentials end that it refers to
 */
public record Verdict(
    ObjectKey key,
    long generation,
    Check accepted,
    Check resolvedRefs,
    Check able,
    List<Finding> problems,
    List<String> unsupported,
    boolean carried,
    @Nullable Facts facts,
    Expiries expiries) {

  /** As many problems as a status may hold. */
  public static final int MAX_PROBLEMS = 16;

  public Verdict {
    problems = List.copyOf(problems);
    unsupported = List.copyOf(unsupported);
  }

  /** Whether nothing stands against {@code Ready} on compile's side. */
  public boolean good() {
    return accepted.ok() && resolvedRefs.ok() && able.ok();
  }
}
