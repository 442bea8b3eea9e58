package dev.headgate.operator.status;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.backend.ProviderBackendStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import dev.headgate.crds.consumer.LlmConsumerStatus;
import dev.headgate.crds.drill.FailoverDrillStatus;
import dev.headgate.crds.firewall.PromptFirewallStatus;
import dev.headgate.crds.gateway.LlmGatewayStatus;
import dev.headgate.crds.route.LlmRouteStatus;
import dev.headgate.operator.compile.Kind;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A status of which only Ready is new, and unknown: what tools read as "in progress" instead of
 * "fine".
 */
final class FirstSight {
  private FirstSight() {}

  /** Everything else stays as it was, the generation it speaks of too. */
  static KindStatus with(Kind kind, @Nullable KindStatus previous, Judgement ready, Instant now) {
    List<Condition> before = previous == null ? List.of() : previous.conditions();
    Long generation = previous == null ? null : previous.observedGeneration();
    List<Condition> conditions =
        Stream.concat(
                before.stream().filter(c -> !c.type().equals(ConditionType.Ready.name())),
                new Conditions(before, generation == null ? 0 : generation, now)
                    .put(ConditionType.Ready, ready).list().stream())
            .toList();
    return switch (kind) {
      case LlmGateway ->
          previous instanceof LlmGatewayStatus s
              ? new LlmGatewayStatus(
                  generation,
                  conditions,
                  s.problems(),
                  s.address(),
                  s.digest(),
                  s.proxies(),
                  s.objects(),
                  s.redis(),
                  s.worstCaseOverspend())
              : new LlmGatewayStatus(
                  null, conditions, List.of(), null, null, null, null, null, null);
      case ProviderBackend ->
          previous instanceof ProviderBackendStatus s
              ? new ProviderBackendStatus(generation, conditions, s.problems(), s.gateways())
              : new ProviderBackendStatus(null, conditions, List.of(), List.of());
      case LlmRoute ->
          previous instanceof LlmRouteStatus s
              ? new LlmRouteStatus(generation, conditions, s.problems(), s.dialects(), s.targets())
              : new LlmRouteStatus(null, conditions, List.of(), List.of(), List.of());
      case TokenBudget ->
          previous instanceof TokenBudgetStatus s
              ? new TokenBudgetStatus(generation, conditions, s.problems(), s.limits())
              : new TokenBudgetStatus(null, conditions, List.of(), List.of());
      case LlmConsumer ->
          previous instanceof LlmConsumerStatus s
              ? new LlmConsumerStatus(generation, conditions, s.problems(), s.keyIds(), s.flags())
              : new LlmConsumerStatus(null, conditions, List.of(), List.of(), List.of());
      case PromptFirewall ->
          previous instanceof PromptFirewallStatus s
              ? new PromptFirewallStatus(generation, conditions, s.problems(), s.gateways())
              : new PromptFirewallStatus(null, conditions, List.of(), List.of());
      case FailoverDrill ->
          previous instanceof FailoverDrillStatus s
              ? new FailoverDrillStatus(generation, conditions, s.problems(), s.last())
              : new FailoverDrillStatus(null, conditions, List.of(), null);
    };
  }
}
