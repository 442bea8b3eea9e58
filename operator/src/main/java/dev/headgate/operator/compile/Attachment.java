package dev.headgate.operator.compile;

import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.budget.TokenBudgetSpec;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import dev.headgate.crds.drill.FailoverDrillSpec;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which objects belong to which gateway: those that name it and that it allows to. */
final class Attachment {
  /** Oldest first, then by id: the order in which objects claim what only one can have. */
  static final Comparator<Resource<?>> OLDEST_FIRST =
      Comparator.<Resource<?>>comparingLong(Resource::createdAtMs)
          .thenComparing(Resource::namespace)
          .thenComparing(Resource::id);

  /** Hashed: an old stored reference may lack its name, and then it is the name of nothing. */
  private final Map<NamespacedName, Resource<LlmGatewaySpec>> gateways = new HashMap<>();

  private final Permissions permissions;

  static final Comparator<NamespacedName> ORDER =
      Comparator.comparing(NamespacedName::namespace).thenComparing(NamespacedName::name);

  Attachment(WorldView world) {
    this.permissions = new Permissions(world.namespaces());
    world.gateways().forEach(g -> gateways.put(nameOf(g), g));
  }

  static NamespacedName nameOf(Resource<?> object) {
    return new NamespacedName(object.namespace(), object.key().name());
  }

  /** The gateway of that name; null when there is none. */
  @Nullable Resource<LlmGatewaySpec> gateway(NamespacedName name) {
    return gateways.get(name);
  }

  /** The gateway that a route belongs to; null when there is none that takes it. */
  @Nullable NamespacedName ofRoute(Resource<LlmRouteSpec> route) {
    return of(route, route.spec() == null ? null : route.spec().gatewayRef());
  }

  /** The gateway that a budget belongs to; null when there is none that takes it. */
  @Nullable NamespacedName ofBudget(Resource<TokenBudgetSpec> budget) {
    return of(budget, budget.spec() == null ? null : budget.spec().gatewayRef());
  }

  /** The gateway that a consumer belongs to; null when there is none that takes it. */
  @Nullable NamespacedName ofConsumer(Resource<LlmConsumerSpec> consumer) {
    return of(consumer, consumer.spec() == null ? null : consumer.spec().gatewayRef());
  }

  /** Those of them that belong to that gateway, oldest first. */
  static <S> List<Resource<S>> members(
      List<Resource<S>> all,
      NamespacedName gateway,
      Function<Resource<S>, @Nullable NamespacedName> belongsTo) {
    return all.stream()
        .filter(object -> gateway.equals(belongsTo.apply(object)))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /** What a gatewayRef means, whether it exists or not. */
  static NamespacedName target(Resource<?> from, NamespacedRef ref) {
    return new NamespacedName(
        ref.namespace() == null ? from.namespace() : ref.namespace(), ref.name());
  }

  private @Nullable NamespacedName of(Resource<?> from, @Nullable NamespacedRef ref) {
    if (ref == null) {
      return null;
    }
    var name = target(from, ref);
    var gateway = gateways.get(name);
    return gateway != null
            && gateway.spec() != null
            && permissions.allows(
                gateway.spec().allowedRoutes(), name.namespace(), from.namespace())
        ? name
        : null;
  }

  /** The id of a drill's route; null when the drill names none. */
  static @Nullable String routeOf(Resource<FailoverDrillSpec> drill) {
    var ref = drill.spec() == null ? null : drill.spec().routeRef();
    return ref == null ? null : drill.namespace() + "/" + ref.name();
  }

  Permissions permissions() {
    return permissions;
  }
}
