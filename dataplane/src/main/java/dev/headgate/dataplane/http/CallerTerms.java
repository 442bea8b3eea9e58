package dev.headgate.dataplane.http;

import dev.headgate.dataplane.budget.CostCeiling;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** What a caller's headers demand of their answer (surface.md, "Headers"). */
sealed interface CallerTerms {
  /** It would restrict what may answer, so it must not be taken and ignored. */
  String REQUIRE = "x-headgate-require";

  /**
   * They can be kept.
   *
   * @param timeoutMs in which the whole answer must be there; null when the route's time holds
   * @param most what it may cost; null when the route's ceiling holds
   */
  record Understood(@Nullable Long timeoutMs, @Nullable CostCeiling most) implements CallerTerms {}

  /** They cannot. */
  record Invalid(Refused.InvalidHead refused) implements CallerTerms {}

  /** Reads them. */
  static CallerTerms of(MultiMap headers) {
    Long timeoutMs = null;
    var timeout = headers.get(CallerTimeout.NAME);
    if (timeout != null) {
      timeoutMs = CallerTimeout.ms(timeout);
      if (timeoutMs == null) {
        return invalid(CallerTimeout.NAME + " is no duration such as 30s.");
      }
    }
    if (headers.contains(REQUIRE)) {
      return invalid(REQUIRE + " is not built yet: leave it out.");
    }
    CostCeiling most = null;
    var cost = headers.get(CallerMaxCost.NAME);
    if (cost != null) {
      most = CallerMaxCost.of(cost);
      if (most == null) {
        return invalid(CallerMaxCost.NAME + " is no amount such as 0.05.");
      }
    }
    return new Understood(timeoutMs, most);
  }

  private static Invalid invalid(String why) {
    return new Invalid(new Refused.InvalidHead(why));
  }
}
