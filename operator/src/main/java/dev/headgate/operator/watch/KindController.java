package dev.headgate.operator.watch;

import dev.headgate.crds.KindStatus;
import dev.headgate.operator.apply.Applier;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Resource;
import io.fabric8.kubernetes.client.CustomResource;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One kind: its controller, and the controller's cache as the one place where its objects are kept.
 *
 * @param <P> the kind's spec
 * @param <S> its status
 * @param <R> the kind
 */
final class KindController<P, S extends KindStatus, R extends CustomResource<P, S>> {
  private final Class<R> type;
  private final StatusReconciler<R, S> reconciler;
  private final Controller<R> controller;

  private KindController(
      Class<R> type, StatusReconciler<R, S> reconciler, Controller<R> controller) {
    this.type = type;
    this.reconciler = reconciler;
    this.controller = controller;
  }

  /**
   * Registers the controller; its cache fills when the operator starts.
   *
   * @param fresh makes an empty object
   */
  static <P, S extends KindStatus, R extends CustomResource<P, S>> KindController<P, S, R> register(
      Operator operator,
      Class<R> type,
      Class<S> status,
      Supplier<R> fresh,
      StatusDesk desk,
      Scope scope) {
    StatusReconciler<R, S> reconciler = new StatusReconciler<>(fresh, status, desk);
    var registered = operator.register(reconciler, configuration(operator, type, scope));
    if (!(registered instanceof Controller<R> controller)) {
      throw new IllegalStateException("JOSDK registered no controller for " + type);
    }
    return new KindController<>(type, reconciler, controller);
  }

  private static <R extends CustomResource<?, ?>> ControllerConfiguration<R> configuration(
      Operator operator, Class<R> type, Scope scope) {
    String name = type.getSimpleName().toLowerCase(Locale.ROOT);
    var informer = InformerConfiguration.builder(type).withName(name);
    Set<String> namespaces = scope.namespaces();
    return new ResolvedControllerConfiguration<>(
        name,
        // Labels choose objects and are not part of a generation.
        false,
        StatusReconciler.class.getName(),
        GenericRetry.defaultLimitedExponentialRetry().setMaxAttempts(-1).setMaxInterval(60_000),
        ControllerConfiguration.DEFAULT_RATE_LIMITER,
        null,
        null,
        Map.of(),
        Applier.FIELD_MANAGER,
        operator.getConfigurationService(),
        (namespaces.isEmpty()
                ? informer.withWatchAllNamespaces()
                : informer.withNamespaces(namespaces))
            .buildForController(),
        true,
        null);
  }

  /** Every object that is cached. */
  List<R> objects() {
    return controller.getEventSourceManager().getControllerEventSource().list(any -> true).toList();
  }

  /**
   * Every object as compile sees it. One that is being deleted is gone already, whoever's finalizer
   * still holds it: a revoked consumer must not call on, and what a gateway owned must not be made
   * again while it is deleted in the foreground.
   */
  List<Resource<P>> resources() {
    return objects().stream()
        .filter(object -> !object.isMarkedForDeletion())
        .<Resource<P>>map(Kinds::resource)
        .toList();
  }

  Optional<R> find(ObjectKey key) {
    return controller
        .getEventSourceManager()
        .getControllerEventSource()
        .get(new ResourceID(key.name(), key.namespace()));
  }

  /** Why the cache is not filled; empty when it is. */
  Optional<String> missing() {
    var indicators =
        controller.getEventSourceManager().getControllerEventSource().informerHealthIndicators();
    boolean filled =
        !indicators.isEmpty()
            && indicators.values().stream().allMatch(indicator -> indicator.hasSynced());
    return filled
        ? Optional.empty()
        : Optional.of(type.getSimpleName() + " cannot be listed or was not yet");
  }

  /** Why a cache that was filled sees no changes now; empty when it does. */
  Optional<String> deaf() {
    var indicators =
        controller.getEventSourceManager().getControllerEventSource().informerHealthIndicators();
    return indicators.values().stream().allMatch(indicator -> indicator.isWatching())
        ? Optional.empty()
        : Optional.of(type.getSimpleName() + " can no longer be listed or watched");
  }

  void wake(ObjectKey key) {
    reconciler.wake(key.namespace(), key.name());
  }
}
