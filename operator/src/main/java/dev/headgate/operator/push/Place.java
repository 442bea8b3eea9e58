package dev.headgate.operator.push;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Report;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a snapshot stands in the order of all snapshots of its gateway: the term of leading first,
 * then the count within it.
 *
 * @param epoch the term, from 1; 0 before any
 * @param sequence the count within the term, from 1; 0 before any
 */
public record Place(long epoch, long sequence) implements Comparable<Place> {

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})");

  /** Before every snapshot: what a proxy has that serves none. */
  public static final Place NONE = new Place(0, 0);

  /** Where the snapshot stands that a proxy says it serves. */
  public static Place of(Acknowledgement acknowledgement) {
    return new Place(acknowledgement.epoch(), acknowledgement.sequence());
  }

  /** Where the snapshot stands that a proxy reports as applied. */
  public static Place of(Report report) {
    return new Place(report.epoch(), report.sequence());
  }

  /** From what {@link #toString} says; empty for anything else. */
  public static Optional<Place> parse(String text) {
    var parts = WRITTEN.matcher(text);
    return parts.matches()
        ? Optional.of(new Place(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2))))
        : Optional.empty();
  }

  /** Whether this one is later than the other. */
  public boolean isAfter(Place other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(Place other) {
    int byEpoch = Long.compare(epoch, other.epoch);
    return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return epoch + "." + sequence;
  }
}
