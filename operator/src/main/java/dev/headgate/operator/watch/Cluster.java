package dev.headgate.operator.watch;

import dev.headgate.crds.KindStatus;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.backend.ProviderBackendStatus;
import dev.headgate.crds.budget.TokenBudget;
import dev.headgate.crds.budget.TokenBudgetSpec;
import dev.headgate.crds.budget.TokenBudgetStatus;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import dev.headgate.crds.consumer.LlmConsumerStatus;
import dev.headgate.crds.drill.FailoverDrill;
import dev.headgate.crds.drill.FailoverDrillSpec;
import dev.headgate.crds.drill.FailoverDrillStatus;
import dev.headgate.crds.firewall.PromptFirewall;
import dev.headgate.crds.firewall.PromptFirewallSpec;
import dev.headgate.crds.firewall.PromptFirewallStatus;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.crds.gateway.LlmGatewayStatus;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.crds.route.LlmRouteSpec;
import dev.headgate.crds.route.LlmRouteStatus;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.SecretReferences;
import dev.headgate.operator.compile.WorldView;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.Operator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything the operator sees, in caches. */
final class Cluster {
  private final KindController<LlmGatewaySpec, LlmGatewayStatus, LlmGateway> gateways;
  private final KindController<ProviderBackendSpec, ProviderBackendStatus, ProviderBackend>
      backends;
  private final KindController<LlmRouteSpec, LlmRouteStatus, LlmRoute> routes;
  private final KindController<TokenBudgetSpec, TokenBudgetStatus, TokenBudget> budgets;
  private final KindController<LlmConsumerSpec, LlmConsumerStatus, LlmConsumer> consumers;
  private final KindController<PromptFirewallSpec, PromptFirewallStatus, PromptFirewall> firewalls;
  private final KindController<FailoverDrillSpec, FailoverDrillStatus, FailoverDrill> drills;
  private final Map<Kind, KindController<?, ?, ?>> byKind;
  private final Neighbours neighbours;

  /** Registers a controller for each kind. */
  Cluster(Operator operator, StatusDesk desk, Scope scope, Neighbours neighbours) {
    this.neighbours = neighbours;
    gateways =
        KindController.register(
            operator, LlmGateway.class, LlmGatewayStatus.class, LlmGateway::new, desk, scope);
    backends =
        KindController.register(
            operator,
            ProviderBackend.class,
            ProviderBackendStatus.class,
            ProviderBackend::new,
            desk,
            scope);
    routes =
        KindController.register(
            operator, LlmRoute.class, LlmRouteStatus.class, LlmRoute::new, desk, scope);
    budgets =
        KindController.register(
            operator, TokenBudget.class, TokenBudgetStatus.class, TokenBudget::new, desk, scope);
    consumers =
        KindController.register(
            operator, LlmConsumer.class, LlmConsumerStatus.class, LlmConsumer::new, desk, scope);
    firewalls =
        KindController.register(
            operator,
            PromptFirewall.class,
            PromptFirewallStatus.class,
            PromptFirewall::new,
            desk,
            scope);
    drills =
        KindController.register(
            operator,
            FailoverDrill.class,
            FailoverDrillStatus.class,
            FailoverDrill::new,
            desk,
            scope);
    byKind =
        Map.of(
            Kind.LlmGateway, gateways,
            Kind.ProviderBackend, backends,
            Kind.LlmRoute, routes,
            Kind.TokenBudget, budgets,
            Kind.LlmConsumer, consumers,
            Kind.PromptFirewall, firewalls,
            Kind.FailoverDrill, drills);
  }

  /** The first cache that is not filled and why; empty when all are. */
  Optional<String> missing() {
    return byKind.values().stream()
        .flatMap(kind -> kind.missing().stream())
        .findFirst()
        .or(neighbours::missing);
  }

  /** The first filled cache that sees no changes now and why; empty when all do. */
  Optional<String> deaf() {
    return byKind.values().stream()
        .flatMap(kind -> kind.deaf().stream())
        .findFirst()
        .or(neighbours::deaf);
  }

  /** Everything compile may look at; only meaningful when nothing is missing. */
  WorldView view(Instant now) {
    WorldView bare =
        new WorldView(
            gateways.resources(),
            backends.resources(),
            routes.resources(),
            budgets.resources(),
            consumers.resources(),
            firewalls.resources(),
            drills.resources(),
            Map.of(),
            neighbours.namespaceLabels(),
            now);
    return new WorldView(
        bare.gateways(),
        bare.backends(),
        bare.routes(),
        bare.budgets(),
        bare.consumers(),
        bare.firewalls(),
        bare.drills(),
        neighbours.secrets(SecretReferences.in(bare)),
        bare.namespaces(),
        now);
  }

  List<LlmGateway> gateways() {
    return gateways.objects();
  }

  /** Every object of every kind. */
  Stream<CustomResource<?, ? extends KindStatus>> objects() {
    return byKind.values().stream().flatMap(kind -> kind.objects().stream());
  }

  Neighbours neighbours() {
    return neighbours;
  }

  /** Has the object's controller look at it again. */
  void wake(ObjectKey key) {
    KindController<?, ?, ?> kind = byKind.get(key.kind());
    if (kind != null) {
      kind.wake(key);
    }
  }
}
