package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.dataplane.terms.Usage;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of one exchange have cost so far, for limits of window Request: a retry or a
 * failover does not get a fresh allowance. An exchange lives on one event loop, so this needs no
 * store. Only the latest {@link #MOST} exchanges are remembered.
 */
final class RequestSpend {
  static final int MOST = 10_000;

  private final Map<String, Map<Budget.Unit, Long>> spent =
      new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Budget.Unit, Long>> eldest) {
          return size() > MOST;
        }
      };

  long of(String exchange, Budget.Unit unit) {
    var units = spent.get(exchange);
    return units == null ? 0 : units.getOrDefault(unit, 0L);
  }

  /**
   * An attempt was charged.
   *
   * @param usage null when the whole hold was
   */
  void add(CountedHold hold, @Nullable Usage usage, long price) {
    var units = spent.computeIfAbsent(hold.exchange, e -> new EnumMap<>(Budget.Unit.class));
    for (Budget.Unit unit : Budget.Unit.values()) {
      long amount =
          switch (unit) {
            case Money -> price;
            case TotalTokens -> usage == null ? hold.measure.at(unit, hold.cap) : usage.total();
            case InputTokens -> usage == null ? hold.measure.at(unit, hold.cap) : usage.input();
            case OutputTokens -> usage == null ? hold.measure.at(unit, hold.cap) : usage.output();
          };
      units.merge(unit, amount, Long::sum);
    }
  }
}
