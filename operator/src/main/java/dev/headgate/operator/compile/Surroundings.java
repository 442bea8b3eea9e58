package dev.headgate.operator.compile;

import dev.headgate.crds.firewall.PromptFirewallSpec;
import java.util.Map;

/**
 * What one gateway's routes are compiled against.
 *
 * @param gateway whose routes
 * @param gatewayAccepted whether it may serve at all
 * @param backends that routes may target
 * @param firewalls by name
 * @param selection of consumers and routes by name
 * @param deadlines where nobody says anything else
 * @param money budgets in money that count calls
 */
record Surroundings(
    NamespacedName gateway,
    boolean gatewayAccepted,
    BackendSet backends,
    Map<NamespacedName, Resource<PromptFirewallSpec>> firewalls,
    Selection selection,
    ModelDeadlines deadlines,
    MoneyReach money) {}
