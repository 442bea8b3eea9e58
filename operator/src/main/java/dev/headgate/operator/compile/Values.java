package dev.headgate.operator.compile;

import dev.headgate.crds.Decimal;
import dev.headgate.crds.Reason;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.Timestamp;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object's texts as numbers. What does not parse, though the schema should have refused
 * it, refuses the object and never throws: stored objects may be older than their schema.
 */
final class Values {
  /** Lua counts exactly to 2⁵³, and budgets are counted there. */
  private static final BigDecimal LARGEST = BigDecimal.valueOf(1L << 53);

  private final Findings findings;

  Values(Findings findings) {
    this.findings = findings;
  }

  /** Milliseconds; {@code absent} when there is nothing to read. */
  long millis(String path, @Nullable Timespan given, long absent) {
    if (given == null) {
      return absent;
    }
    try {
      return given.millis();
    } catch (IllegalArgumentException e) {
      return invalid(path, "write a duration such as 15s or 1h30m, not \"" + given + "\"", absent);
    }
  }

  /** 10⁻⁹ of a currency, at least 0. */
  long nanos(String path, Decimal given) {
    return scaled(path, given, 9, "money");
  }

  /** 10⁻⁶ of a currency per million tokens, at least 0. */
  long micros(String path, Decimal given) {
    return scaled(path, given, 6, "a price");
  }

  private long scaled(String path, Decimal given, int digits, String what) {
    try {
      var scaled = given.value().movePointRight(digits);
      if (scaled.signum() < 0) {
        return invalid(path, what + " is never negative", 0);
      }
      if (scaled.compareTo(LARGEST) > 0) {
        // The schema allows more where a currency has no decimals: that needs another unit.
        findings.refuse(
            path,
            Reason.NotSupportedYet,
            "at most %s can be counted exactly until larger units are built, and this is %s"
                .formatted(LARGEST.movePointLeft(digits).toBigInteger(), given));
        return 0;
      }
      return scaled.longValueExact();
    } catch (NumberFormatException e) {
      return invalid(path, "write " + what + " as a decimal such as \"1.25\"", 0);
    } catch (ArithmeticException e) {
      return invalid(path, what + " has at most " + digits + " decimals, and this is " + given, 0);
    }
  }

  /** Bytes, at least {@code min}; {@code absent} when there is nothing to read. */
  long bytes(String path, @Nullable Quantity given, long min, long absent) {
    if (given == null) {
      return absent;
    }
    try {
      long bytes = given.getNumericalAmount().longValueExact();
      return bytes >= min ? bytes : invalid(path, "at least " + min + " byte is needed", absent);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return invalid(path, "write a size such as 20Mi, not \"" + given + "\"", absent);
    }
  }

  /** A moment; null when it cannot be read. */
  @Nullable Instant instant(String path, Timestamp given) {
    try {
      return given.instant();
    } catch (DateTimeException e) {
      invalid(path, "write a moment such as 2026-12-24T18:00:00Z, not \"" + given + "\"", 0);
      return null;
    }
  }

  private long invalid(String path, String message, long instead) {
    findings.refuse(path, Reason.Invalid, message);
    return instead;
  }
}
