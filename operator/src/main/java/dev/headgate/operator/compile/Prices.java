package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.backend.PriceChange;
import dev.headgate.crds.backend.Pricing;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Settles what a model costs at one moment. */
final class Prices {
  private final Instant now;
  private @Nullable Instant nextChange;

  Prices(Instant now) {
    this.now = now;
  }

  /** When the first of the prices seen so far changes; null when none will. */
  @Nullable Instant nextChange() {
    return nextChange;
  }

  /** The prices of now: the latest change that has begun goes before the list price. */
  Backend.Pricing at(String path, Pricing pricing, Values values) {
    Decimal input = pricing.inputPerMillion();
    Decimal output = pricing.outputPerMillion();
    var begun = new TreeMap<Instant, PriceChange>(Comparator.naturalOrder());
    for (int i = 0; i < pricing.changes().size(); i++) {
      var change = pricing.changes().get(i);
      var from = values.instant(path + ".changes[" + i + "].from", change.from());
      if (from == null) {
        continue;
      }
      if (from.isAfter(now)) {
        nextChange = nextChange == null || from.isBefore(nextChange) ? from : nextChange;
      } else {
        begun.put(from, change);
      }
    }
    for (var change : begun.values()) {
      input = change.inputPerMillion() == null ? input : change.inputPerMillion();
      output = change.outputPerMillion() == null ? output : change.outputPerMillion();
    }
    long inputMicros = values.micros(path + ".inputPerMillion", input);
    long outputMicros = values.micros(path + ".outputPerMillion", output);
    long cacheWrite =
        or(values, path + ".cacheWritePerMillion", pricing.cacheWritePerMillion(), inputMicros);
    return new Backend.Pricing(
        pricing.currency(),
        inputMicros,
        or(values, path + ".cachedInputPerMillion", pricing.cachedInputPerMillion(), inputMicros),
        cacheWrite,
        or(
            values,
            path + ".cacheWriteLongPerMillion",
            pricing.cacheWriteLongPerMillion(),
            cacheWrite),
        outputMicros,
        or(values, path + ".reasoningPerMillion", pricing.reasoningPerMillion(), outputMicros),
        pricing.perRequest() == null
            ? 0
            : values.nanos(path + ".perRequest", pricing.perRequest()));
  }

  private static long or(Values values, String path, @Nullable Decimal given, long absent) {
    return given == null ? absent : values.micros(path, given);
  }
}
