package dev.headgate.dataplane.http;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.budget.CostCeiling;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.route.Candidate;
import dev.headgate.dataplane.route.SkipReason;
import org.jspecify.annotations.Nullable;

/** How much output one call may ask for. */
sealed interface OutputCap {

  /**
   * So many tokens.
   *
   * @param tokens per choice; 0 when nobody said
   * @param loweredBy the ceiling that lowered what the caller would else have got; null when none
   */
  record Of(int tokens, @Nullable String loweredBy) implements OutputCap {}

  /** None that is worth a call. */
  record None(SkipReason.TooDear reason) implements OutputCap {}

  /**
   * The smallest of the caller's, the route's and the catalogue's, and what the ceilings on a
   * request's cost afford.
   *
   * @param callers from the header; null when they did not say
   * @param spentNanos what earlier calls of the request cost
   */
  static OutputCap of(
      Asked facts,
      Route route,
      Candidate candidate,
      Gateway gateway,
      @Nullable CostCeiling callers,
      long spentNanos) {
    int asked = smallest(facts.outputCap(), route, candidate.model());
    var ceiling = ceiling(candidate, callers);
    if (ceiling == null) {
      return new Of(asked, null);
    }
    var pricing = candidate.model().pricing();
    if (pricing == null || !pricing.currency().equals(gateway.reportingCurrency())) {
      return new None(new SkipReason.TooDear(ceiling.by(), ceiling.nanos(), null));
    }
    var fit =
        ceiling.fit(
            pricing,
            facts.inputTokens(),
            gateway.safetyMarginPercent(),
            facts.choices(),
            asked,
            route.limits().minOutputTokens(),
            spentNanos);
    return switch (fit) {
      case CostCeiling.Fit.Within(var cap, var lowered) ->
          new Of(lowered ? cap : asked, lowered ? ceiling.by() : null);
      case CostCeiling.Fit.TooDear(var need) ->
          new None(new SkipReason.TooDear(ceiling.by(), ceiling.nanos(), need));
    };
  }

  private static @Nullable CostCeiling ceiling(Candidate candidate, @Nullable CostCeiling callers) {
    var most = candidate.maxCostNanos();
    if (most == null) {
      return callers;
    }
    var routes = new CostCeiling("the route's maxCostPerRequest", most);
    return callers == null ? routes : routes.and(callers);
  }

  private static int smallest(int callers, Route route, Backend.Model model) {
    return smaller(callers, smaller(route.limits().maxOutputTokens(), model.maxOutputTokens()));
  }

  private static int smaller(int a, int b) {
    return a == 0 ? b : b == 0 ? a : Math.min(a, b);
  }
}
