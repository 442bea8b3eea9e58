package dev.headgate.operator.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cache of one kind that is not ours, in all namespaces that are watched. */
final class Watched<T extends HasMetadata> implements AutoCloseable {
  private final String kind;
  private final List<SharedIndexInformer<T>> informers;
  private volatile @Nullable String failure;

  /**
   * Fills itself after {@link #start}, and tries again until it can.
   *
   * @param scopes what to list, one for each namespace or one for all
   * @param changed called on every event
   */
  Watched(String kind, List<? extends Informable<T>> scopes, Runnable changed) {
    this.kind = kind;
    this.informers = scopes.stream().map(scope -> informer(scope, changed)).toList();
  }

  private SharedIndexInformer<T> informer(Informable<T> scope, Runnable changed) {
    SharedIndexInformer<T> informer = scope.runnableInformer(0);
    informer.addEventHandler(
        new ResourceEventHandler<T>() {
          @Override
          public void onAdd(T object) {
            changed.run();
          }

          @Override
          public void onUpdate(T before, T after) {
            changed.run();
          }

          @Override
          public void onDelete(T object, boolean unknown) {
            changed.run();
          }
        });
    informer.exceptionHandler(
        (started, problem) -> {
          failure = Objects.requireNonNullElse(problem.getMessage(), problem.toString());
          return true;
        });
    return informer;
  }

  /** Begins to fill; does not wait. A failure is remembered by the handler and tried again. */
  void start() {
    informers.forEach(
        informer ->
            informer
                .start()
                .whenComplete(
                    (nothing, problem) -> {
                      if (problem == null) {
                        failure = null;
                      }
                    }));
  }

  /** Why it is not filled; empty when it is. */
  Optional<String> missing() {
    if (informers.stream().allMatch(SharedIndexInformer::hasSynced)) {
      return Optional.empty();
    }
    String why = failure;
    return Optional.of("%s: %s".formatted(kind, why == null ? "not listed yet" : why));
  }

  /** Why it sees no changes now although it was filled; empty when it does. */
  Optional<String> deaf() {
    return informers.stream().allMatch(SharedIndexInformer::isWatching)
        ? Optional.empty()
        : Optional.of(kind + " can no longer be listed or watched");
  }

  Stream<T> all() {
    return informers.stream().flatMap(informer -> informer.getStore().list().stream());
  }

  Optional<T> find(String namespace, String name) {
    String key = Cache.namespaceKeyFunc(namespace, name);
    return informers.stream()
        .map(informer -> informer.getStore().getByKey(key))
        .filter(Objects::nonNull)
        .findFirst();
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
  }
}
