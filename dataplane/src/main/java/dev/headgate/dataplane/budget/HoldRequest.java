package dev.headgate.dataplane.budget;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Route;
import dev.headgate.contract.TrafficClass;
import dev.headgate.dataplane.terms.TargetKey;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt asks to hold.
 *
 * @param exchange id of the client's request
 * @param attempt 1 for the first call of the exchange; with the exchange it makes the hold's id
 * @param route the matched route
 * @param consumer who calls
 * @param keyId the id of the key they used
 * @param user of the call; null when not known
 * @param session of the call; null when not said
 * @param requestedModel as the caller wrote it
 * @param trafficClass of the call
 * @param target where it would go
 * @param model the target's catalogue entry
 * @param inputTokens estimated from the body, without margin
 * @param outputCap what the caller asked for per choice, already lowered by the route and the
 *     catalogue; 0 when nobody said and the catalogue has none
 * @param minOutputTokens a cap below this is worth nothing
 * @param choices {@code n}, at least 1
 */
public record HoldRequest(
    String exchange,
    int attempt,
    Route route,
    Consumer consumer,
    String keyId,
    @Nullable String user,
    @Nullable String session,
    String requestedModel,
    TrafficClass trafficClass,
    TargetKey target,
    Backend.Model model,
    long inputTokens,
    int outputCap,
    int minOutputTokens,
    int choices) {}
