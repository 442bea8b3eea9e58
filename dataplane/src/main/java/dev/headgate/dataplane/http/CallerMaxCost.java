package dev.headgate.dataplane.http;

import dev.headgate.dataplane.budget.CostCeiling;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code x-headgate-max-cost}: money as manifests write it, in the reporting currency.
 */
final class CallerMaxCost {
  static final String NAME = "x-headgate-max-cost";
  private static final int NANO_DIGITS = 9;
  private static final Pattern MONEY = Pattern.compile("[0-9]{1,7}(\\.[0-9]{1,9})?");

  private CallerMaxCost() {}

  /** The ceiling it sets; null when it is no amount. */
  static @Nullable CostCeiling of(String text) {
    return MONEY.matcher(text).matches()
        ? new CostCeiling(NAME, new BigDecimal(text).movePointRight(NANO_DIGITS).longValueExact())
        : null;
  }
}
