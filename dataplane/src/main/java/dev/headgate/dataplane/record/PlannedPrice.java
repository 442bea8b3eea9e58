package dev.headgate.dataplane.record;

import dev.headgate.contract.Backend.Pricing;
import dev.headgate.dataplane.terms.Usage;

/** What the same tokens would have cost elsewhere: a figure for metrics, no money moves by it. */
final class PlannedPrice {
  /** Prices are 10⁻⁶ per million tokens, so that one token costs a thousandth of it in nanos. */
  private static final double MICROS_PER_MILLION_TO_NANOS = 1_000;

  private PlannedPrice() {}

  static long nanos(Pricing price, Usage usage) {
    double tokens =
        (double) usage.uncachedInput() * price.inputMicros()
            + (double) usage.cacheRead() * price.cachedInputMicros()
            + (double) usage.cacheWrite() * price.cacheWriteMicros()
            + (double) usage.cacheWriteLong() * price.cacheWriteLongMicros()
            + (double) (usage.output() - usage.reasoning()) * price.outputMicros()
            + (double) usage.reasoning() * price.reasoningMicros();
    return price.perRequestNanos() + Math.round(tokens / MICROS_PER_MILLION_TO_NANOS);
  }
}
