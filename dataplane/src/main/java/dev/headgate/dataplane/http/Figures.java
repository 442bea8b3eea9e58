package dev.headgate.dataplane.http;

import dev.headgate.contract.Budget;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Money and tokens as callers read them. */
final class Figures {
  private static final int NANO_DIGITS = 9;

  private Figures() {}

  /** Nanos as a plain decimal, exact, without needless zeroes. */
  static String money(long nanos) {
    return nanos == 0
        ? "0"
        : BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A budget's figure: a decimal for money, else a count. */
  static String amount(Budget.Unit unit, long value) {
    return unit == Budget.Unit.Money ? money(value) : Long.toString(value);
  }

  /** The same with its unit, for a sentence. */
  static String amountWithUnit(Budget.Unit unit, @Nullable String currency, long value) {
    return switch (unit) {
      case Money -> money(value) + (currency == null ? "" : " " + currency);
      case TotalTokens -> value + " tokens";
      case InputTokens -> value + " input tokens";
      case OutputTokens -> value + " output tokens";
    };
  }
}
