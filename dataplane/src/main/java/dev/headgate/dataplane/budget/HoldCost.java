package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Budget;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt may cost at most, as a function of the output cap that is sent with it. The
 * dearest price that the call could meet counts: writing the cache where that costs more than plain
 * input, reasoning where that costs more than plain output.
 */
final class HoldCost {
  private final long input;
  private final int choices;
  private final long inputMicros;
  private final long outputMicros;
  private final long perRequestNanos;

  /**
   * @param pricing null when the model has no price: it costs nothing
   * @param inputTokens estimated, without margin
   * @param marginPercent added to it
   * @param choices answers that are asked for, each up to the cap
   */
  HoldCost(Backend.@Nullable Pricing pricing, long inputTokens, int marginPercent, int choices) {
    long scaled = Money.times(Math.max(0, inputTokens), 100L + marginPercent);
    this.input = Money.capped(scaled / 100 + (scaled % 100 == 0 ? 0 : 1));
    this.choices = Math.max(1, choices);
    if (pricing == null) {
      inputMicros = 0;
      outputMicros = 0;
      perRequestNanos = 0;
    } else {
      inputMicros =
          Math.max(
              pricing.inputMicros(),
              Math.max(pricing.cacheWriteMicros(), pricing.cacheWriteLongMicros()));
      outputMicros = Math.max(pricing.outputMicros(), pricing.reasoningMicros());
      perRequestNanos = pricing.perRequestNanos();
    }
  }

  /** What is counted at this cap. */
  long at(Budget.Unit unit, int cap) {
    long output = Money.times(cap, choices);
    return Money.capped(
        switch (unit) {
          case Money ->
              Money.sum(
                  Money.ceilThousand(
                      Money.sum(
                          Money.times(input, inputMicros), Money.times(output, outputMicros))),
                  perRequestNanos);
          case TotalTokens -> Money.sum(input, output);
          case InputTokens -> input;
          case OutputTokens -> output;
        });
  }

  /** What is counted without any output. */
  long base(Budget.Unit unit) {
    return at(unit, 0);
  }

  /** What one token of cap adds at most: base + cap × this is never below {@link #at}. */
  long perToken(Budget.Unit unit) {
    return Money.capped(
        switch (unit) {
          case Money -> Money.ceilThousand(Money.times(choices, outputMicros));
          case TotalTokens, OutputTokens -> choices;
          case InputTokens -> 0;
        });
  }

  /** What is held for a cap that the budget lowered: an upper bound in steps of whole nanos. */
  long lowered(Budget.Unit unit, int cap) {
    return Money.capped(Money.sum(base(unit), Money.times(cap, perToken(unit))));
  }

  /**
   * The largest cap whose cost is at most this.
   *
   * @return at most {@code cap}; negative when not even the input fits
   */
  int affordable(Budget.Unit unit, long amount, int cap) {
    if (at(unit, cap) <= amount) {
      return cap;
    }
    long per = perToken(unit);
    long left = amount - base(unit);
    return left < 0 || per == 0 ? -1 : (int) Math.min(cap, left / per);
  }
}
