package dev.headgate.dataplane.route;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.terms.TargetKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models of a snapshot's backends. */
final class TargetCatalogue {
  private final Map<String, Backend> backends = new HashMap<>();
  private final Map<TargetKey, Backend.Model> models = new HashMap<>();

  private final @Nullable String region;

  /**
   * @param region where this gateway's proxies run; null when not said
   */
  TargetCatalogue(@Nullable String region, List<Backend> backends) {
    this.region = region;
    for (var backend : backends) {
      this.backends.put(backend.id(), backend);
      for (var model : backend.models()) {
        models.put(new TargetKey(backend.id(), model.name()), model);
      }
    }
  }

  /**
   * A route with its targets by tier; inside a tier those of the proxies' own region first, and
   * else the manifest's order.
   */
  RouteMatch.Matched resolve(Route route) {
    var candidates = new ArrayList<Candidate>();
    var unready = new ArrayList<Skipped>();
    int first = route.targets().stream().mapToInt(Route.Target::tier).min().orElse(1);
    for (var target : route.targets()) {
      var key = new TargetKey(target.backend(), target.model());
      var backend = backends.get(target.backend());
      var model = models.get(key);
      if (backend == null) {
        unready.add(missing(key, target, "backend " + target.backend()));
      } else if (model == null) {
        unready.add(
            missing(key, target, "model " + target.model() + " of backend " + target.backend()));
      } else {
        candidates.add(
            new Candidate(
                target,
                key,
                backend,
                model,
                maxCalls(route, target.tier(), first),
                maxCostNanos(route, target.tier()),
                isNear(target, backend)));
      }
    }
    candidates.sort(
        Comparator.comparingInt(Candidate::tier).thenComparing(candidate -> !candidate.local()));
    return new RouteMatch.Matched(route, List.copyOf(candidates), List.copyOf(unready));
  }

  /** One with weight 0 stands by, wherever it is. */
  private boolean isNear(Route.Target target, Backend backend) {
    return region != null && region.equals(backend.region()) && target.weight() > 0;
  }

  private static Skipped missing(TargetKey key, Route.Target target, String what) {
    return new Skipped(key, target.tier(), new SkipReason.NotReady(what));
  }

  private static @Nullable Long maxCostNanos(Route route, int tier) {
    for (var its : route.tiers()) {
      if (its.tier() == tier) {
        return its.maxCostNanos();
      }
    }
    return null;
  }

  /** What the tier says, else the first call and, in the first tier, the route's retries. */
  private static int maxCalls(Route route, int tier, int firstTier) {
    return route.tiers().stream()
        .filter(t -> t.tier() == tier)
        .findFirst()
        .map(t -> Math.max(1, t.maxCalls()))
        .orElse(tier == firstTier ? 1 + route.retry().attempts() : 1);
  }
}
