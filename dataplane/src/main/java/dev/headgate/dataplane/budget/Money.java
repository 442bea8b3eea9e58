package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.dataplane.terms.Usage;

/**
 * Whole-number arithmetic of prices. Amounts are nanos of a currency; a price is 10⁻⁶ of it per
 * million tokens, so tokens × price / 1000 are nanos. Results are rounded up and stop at {@link
 * #MOST}, which no limit reaches.
 */
final class Money {
  /** The largest amount: below 2^53, to which the store's script counts exactly. */
  static final long MOST = 9_000_000_000_000_000L;

  private Money() {}

  /** What these tokens cost at these prices, in nanos. */
  static long price(Backend.Pricing p, Usage u) {
    long thousandths =
        sum(
            times(u.uncachedInput(), p.inputMicros()),
            times(u.cacheRead(), p.cachedInputMicros()),
            times(u.cacheWrite(), p.cacheWriteMicros()),
            times(u.cacheWriteLong(), p.cacheWriteLongMicros()),
            times(Math.max(0, u.output() - u.reasoning()), p.outputMicros()),
            times(u.reasoning(), p.reasoningMicros()));
    return capped(sum(ceilThousand(thousandths), p.perRequestNanos()));
  }

  static long ceilThousand(long amount) {
    return amount / 1000 + (amount % 1000 == 0 ? 0 : 1);
  }

  /** a × b of non-negative numbers, at most {@link Long#MAX_VALUE}. */
  static long times(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  /** The sum of non-negative numbers, at most {@link Long#MAX_VALUE}. */
  static long sum(long... parts) {
    long total = 0;
    for (long part : parts) {
      total += part;
      if (total < 0) {
        return Long.MAX_VALUE;
      }
    }
    return total;
  }

  static long capped(long amount) {
    return Math.min(MOST, amount);
  }
}
