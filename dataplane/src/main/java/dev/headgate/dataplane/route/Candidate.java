package dev.headgate.dataplane.route;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.terms.TargetKey;
import org.jspecify.annotations.Nullable;

/**
 * A target of a route with all that is known about it.
 *
 * @param target as the route lists it
 * @param key names it
 * @param backend of the same snapshot
 * @param model the backend's catalogue entry
 * @param maxCalls calls to it in one exchange, retries included, at least 1
 * @param maxCostNanos what the exchange may cost with it, in 10⁻⁹ of the gateway's reporting
 *     currency; null for no limit
 * @param local whether it is preferred in its tier for being in the region that the proxies run in
 */
public record Candidate(
    Route.Target target,
    TargetKey key,
    Backend backend,
    Backend.Model model,
    int maxCalls,
    @Nullable Long maxCostNanos,
    boolean local) {

  /** Whether it can stream; a model of which nothing is said is believed to. */
  public boolean streams() {
    return model.capabilities().isEmpty()
        || model.capabilities().contains(Backend.Capability.Streaming);
  }

  /** 1 is tried first. */
  public int tier() {
    return target.tier();
  }
}
