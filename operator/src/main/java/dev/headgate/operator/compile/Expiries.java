package dev.headgate.operator.compile;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When the credentials end that an object refers to.
 *
 * @param known the first to end first
 * @param unreadable sentences about values that should say when, and cannot be read
 */
public record Expiries(List<Expiry> known, List<String> unreadable) {
  /** Nothing says that anything ends. */
  public static final Expiries NONE = new Expiries(List.of(), List.of());

  public Expiries {
    known =
        known.stream()
            .sorted(Comparator.comparing(Expiry::at).thenComparing(Expiry::what))
            .toList();
    unreadable = List.copyOf(unreadable);
  }

  /** The next moment at which time alone changes what is to be said; empty when none will. */
  Optional<Instant> nextTurn(Instant now) {
    return known.stream()
        .flatMap(expiry -> Stream.of(expiry.soon(), expiry.at()))
        .filter(moment -> moment.isAfter(now))
        .min(Comparator.naturalOrder());
  }
}
