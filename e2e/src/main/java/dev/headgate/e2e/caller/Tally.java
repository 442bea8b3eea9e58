package dev.headgate.e2e.caller;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/**
 * How calls ended so far. Safe to use from several threads.
 *
 * <p>Its JSON is what tests read from the pod's log.
 */
final class Tally {
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int whole;
  private int streamed;
  private int failed;
  private int cut;

  Tally() {}

  synchronized void add(Outcome outcome) {
    switch (outcome.kind()) {
      case OK -> {
        if (outcome.chunks() > 0) {
          streamed++;
        } else {
          whole++;
        }
      }
      case FAILED -> failed++;
      case CUT -> cut++;
    }
    if (!outcome.ok()) {
      reasons.merge(outcome.reason(), 1, Integer::sum);
    }
  }

  /** The figures of this moment. */
  synchronized Counts counts(boolean last) {
    return new Counts(whole, streamed, failed, cut, Map.copyOf(reasons), last);
  }

  /**
   * Figures.
   *
   * @param whole answers that came whole
   * @param streamed streams that came to their end
   * @param failed calls without an answer
   * @param cut streams that began and did not end
   * @param reasons of failed and cut ones
   * @param last whether no call runs any more
   */
  record Counts(
      @JsonProperty int whole,
      @JsonProperty int streamed,
      @JsonProperty int failed,
      @JsonProperty int cut,
      @JsonProperty Map<String, Integer> reasons,
      @JsonProperty boolean last) {}
}
