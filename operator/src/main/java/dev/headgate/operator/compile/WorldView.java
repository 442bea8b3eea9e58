package dev.headgate.operator.compile;

import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.budget.TokenBudgetSpec;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import dev.headgate.crds.drill.FailoverDrillSpec;
import dev.headgate.crds.firewall.PromptFirewallSpec;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that compile may look at: pure data, taken at one moment from caches that are all
 * filled. The order of the lists means nothing.
 *
 * @param gateways all that are visible
 * @param backends all that are visible
 * @param routes all that are visible
 * @param budgets all that are visible
 * @param consumers all that are visible
 * @param firewalls all that are visible
 * @param drills all that are visible
 * @param secrets by namespace and name; those that {@link SecretReferences} does not name may be
 *     left out
 * @param namespaces labels of namespaces by name, for {@code allowedRoutes} with a selector
 * @param now the moment: prices change with time
 */
public record WorldView(
    List<Resource<LlmGatewaySpec>> gateways,
    List<Resource<ProviderBackendSpec>> backends,
    List<Resource<LlmRouteSpec>> routes,
    List<Resource<TokenBudgetSpec>> budgets,
    List<Resource<LlmConsumerSpec>> consumers,
    List<Resource<PromptFirewallSpec>> firewalls,
    List<Resource<FailoverDrillSpec>> drills,
    Map<NamespacedName, SecretData> secrets,
    Map<String, Map<String, String>> namespaces,
    Instant now) {
  public WorldView {
    gateways = List.copyOf(gateways);
    backends = List.copyOf(backends);
    routes = List.copyOf(routes);
    budgets = List.copyOf(budgets);
    consumers = List.copyOf(consumers);
    firewalls = List.copyOf(firewalls);
    drills = List.copyOf(drills);
    secrets = Map.copyOf(secrets);
    namespaces = Map.copyOf(namespaces);
  }
}
