package dev.headgate.dataplane.http;

import dev.headgate.contract.FailureClass;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.budget.HoldDecision;
import dev.headgate.dataplane.route.Plan;
import dev.headgate.dataplane.route.SkipReason;
import dev.headgate.dataplane.route.Skipped;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says why a plan came to its end without an answer. */
final class Exhaustion {
  private Exhaustion() {}

  /**
   * The one reason that helps the caller most.
   *
   * @param denied the last budget that said no; null when none did
   */
  static Refused of(
      Route route, Plan plan, List<AttemptNote> notes, HoldDecision.@Nullable Denied denied) {
    var skipped = plan.skipped();
    if (skipped.stream().anyMatch(skip -> skip.reason() instanceof SkipReason.HeldElsewhere)) {
      // With the whole conversation these can be asked.
      return new Refused.ThreadNotFound(notes, skipped);
    }
    if (!notes.isEmpty()) {
      return afterCalls(notes, skipped);
    }
    if (denied != null) {
      return new Refused.BudgetExceeded(denied.binding(), denied.need(), skipped);
    }
    var tooDear = tooDear(skipped);
    if (tooDear != null) {
      return new Refused.TooDear(tooDear, route.id(), skipped);
    }
    if (all(skipped, reason -> reason instanceof SkipReason.NotReady)) {
      return new Refused.NoTarget(route.id(), skipped);
    }
    if (all(skipped, Exhaustion::incapable)) {
      return new Refused.Incapable(route.id(), skipped);
    }
    if (all(skipped, reason -> incapable(reason) || tooSmall(reason))) {
      return new Refused.ContextTooLong(notes, skipped);
    }
    return new Refused.ProvidersExhausted(notes, skipped);
  }

  private static Refused afterCalls(List<AttemptNote> notes, List<Skipped> skipped) {
    if (notes.getLast().failure().failure() == FailureClass.ContextTooLong) {
      return new Refused.ContextTooLong(notes, skipped);
    }
    boolean rationed =
        notes.stream().allMatch(note -> note.failure().failure() == FailureClass.RateLimited);
    if (!rationed) {
      return new Refused.ProvidersExhausted(notes, skipped);
    }
    var soonest =
        notes.stream()
            .map(note -> note.failure().retryAfterMs())
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder());
    return new Refused.RateLimited(notes, skipped, soonest.orElse(null));
  }

  /** Of the targets that only their price kept out, the cheapest. */
  private static SkipReason.@Nullable TooDear tooDear(List<Skipped> skipped) {
    SkipReason.TooDear cheapest = null;
    for (var skip : skipped) {
      if (skip.reason() instanceof SkipReason.TooDear dear
          && (cheapest == null || need(dear) < need(cheapest))) {
        cheapest = dear;
      }
    }
    return cheapest;
  }

  private static long need(SkipReason.TooDear dear) {
    return dear.need() == null ? Long.MAX_VALUE : dear.need();
  }

  private static boolean incapable(SkipReason reason) {
    return reason instanceof SkipReason.Incapable || reason instanceof SkipReason.Untranslatable;
  }

  private static boolean tooSmall(SkipReason reason) {
    return reason instanceof SkipReason.ContextTooSmall
        || reason instanceof SkipReason.NoLargerWindow;
  }

  private static boolean all(List<Skipped> skipped, Predicate<SkipReason> is) {
    return skipped.stream().map(Skipped::reason).allMatch(is);
  }
}
