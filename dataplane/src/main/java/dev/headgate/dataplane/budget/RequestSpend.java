package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.dataplane.terms.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts of each running exchange have cost so far, for limits of window Request: a
 * retry or a failover does not get a fresh allowance. An exchange lives on one event loop, so this
 * needs no store. Of exchanges whose end was not told only the latest {@link #MOST} are remembered.
 */
final class RequestSpend {
  static final int MOST = 10_000;

  /**
   * What was charged.
   *
   * @param money nanos
   */
  private record Spent(long money, long totalTokens, long inputTokens, long outputTokens) {
    static final Spent NOTHING = new Spent(0, 0, 0, 0);

    long of(Budget.Unit unit) {
      return switch (unit) {
        case Money -> money;
        case TotalTokens -> totalTokens;
        case InputTokens -> inputTokens;
        case OutputTokens -> outputTokens;
      };
    }

    Spent and(long price, long total, long input, long output) {
      return new Spent(
          money + price, totalTokens + total, inputTokens + input, outputTokens + output);
    }
  }

  private final Map<String, Spent> spent =
      new LinkedHashMap<>(64, 0.75f, false) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Spent> eldest) {
          return size() > MOST;
        }
      };

  long of(String exchange, Budget.Unit unit) {
    return spent.getOrDefault(exchange, Spent.NOTHING).of(unit);
  }

  void forget(String exchange) {
    spent.remove(exchange);
  }

  /**
   * An attempt was charged.
   *
   * @param usage null when the whole hold was
   */
  void add(CountedHold hold, @Nullable Usage usage, long price) {
    Spent before = spent.getOrDefault(hold.exchange, Spent.NOTHING);
    spent.put(
        hold.exchange,
        usage == null
            ? before.and(
                price,
                hold.measure.at(Budget.Unit.TotalTokens, hold.cap),
                hold.measure.at(Budget.Unit.InputTokens, hold.cap),
                hold.measure.at(Budget.Unit.OutputTokens, hold.cap))
            : before.and(price, usage.total(), usage.input(), usage.output()));
  }
}
