package dev.headgate.operator.watch;

import dev.headgate.operator.apply.LiveObjects;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.SecretData;
import dev.headgate.operator.compile.SecretReferences;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Caches of what is not of our kinds: Secrets, namespaces, endpoints, and the objects we made. */
final class Neighbours implements LiveObjects, AutoCloseable {
  private static final String OURS = ObjectNames.MANAGED_BY + "=" + ObjectNames.US;
  private static final String NOT_OURS = ObjectNames.MANAGED_BY + "!=" + ObjectNames.US;

  private final KubernetesClient client;
  private final Set<String> namespaces;
  private final Watched<Secret> secrets;
  private final Watched<EndpointSlice> slices;
  private final Watched<Namespace> labels;
  private final Map<Class<? extends HasMetadata>, Watched<? extends HasMetadata>> ours;

  /**
   * Empty before {@link #start}.
   *
   * @param changed called when something changed that compile reads
   * @param made called when an object changed that we made, by our own hand too
   */
  Neighbours(KubernetesClient client, Scope scope, Runnable changed, Runnable made) {
    this.client = client;
    this.namespaces = scope.namespaces();
    String secretSelector =
        scope.secretSelector() == null ? NOT_OURS : NOT_OURS + "," + scope.secretSelector();
    secrets =
        new Watched<>(
            "Secret", in(Secret.class, s -> s.withLabelSelector(secretSelector)), changed);
    slices =
        new Watched<>(
            "EndpointSlice", in(EndpointSlice.class, s -> s.withLabel(Endpoints.SERVICE)), changed);
    // Without rights for the whole cluster no namespace's labels can be read: selectors match none.
    labels =
        new Watched<>(
            "Namespace", namespaces.isEmpty() ? List.of(client.namespaces()) : List.of(), changed);
    ours =
        Map.of(
            Secret.class, ours("Secret (own)", Secret.class, made),
            Service.class, ours("Service", Service.class, made),
            ServiceAccount.class, ours("ServiceAccount", ServiceAccount.class, made),
            Deployment.class, ours("Deployment", Deployment.class, made),
            NetworkPolicy.class, ours("NetworkPolicy", NetworkPolicy.class, made),
            PodDisruptionBudget.class, ours("PodDisruptionBudget", PodDisruptionBudget.class, made),
            HorizontalPodAutoscaler.class,
                ours("HorizontalPodAutoscaler", HorizontalPodAutoscaler.class, made));
  }

  private <T extends HasMetadata> Watched<T> ours(String kind, Class<T> type, Runnable made) {
    return new Watched<>(kind, in(type, s -> s.withLabelSelector(OURS)), made);
  }

  private <T extends HasMetadata> List<Informable<T>> in(
      Class<T> type,
      UnaryOperator<FilterWatchListDeletable<T, KubernetesResourceList<T>, Resource<T>>> filter) {
    if (namespaces.isEmpty()) {
      return List.of(filter.apply(client.resources(type).inAnyNamespace()));
    }
    List<Informable<T>> scopes = new ArrayList<>();
    for (String namespace : namespaces) {
      scopes.add(filter.apply(client.resources(type).inNamespace(namespace)));
    }
    return scopes;
  }

  private List<Watched<? extends HasMetadata>> all() {
    List<Watched<? extends HasMetadata>> all = new ArrayList<>(List.of(secrets, slices, labels));
    all.addAll(ours.values());
    return all;
  }

  void start() {
    all().forEach(Watched::start);
  }

  /** The first cache that is not filled and why; empty when all are. */
  Optional<String> missing() {
    return all().stream().flatMap(watched -> watched.missing().stream()).findFirst();
  }

  /** The first cache that sees no changes now and why; empty when all do. */
  Optional<String> deaf() {
    return all().stream().flatMap(watched -> watched.deaf().stream()).findFirst();
  }

  /** The slices of a headless Service. */
  List<EndpointSlice> slices(String namespace, String service) {
    return slices
        .all()
        .filter(slice -> slice.getMetadata().getNamespace().equals(namespace))
        .filter(slice -> service.equals(slice.getMetadata().getLabels().get(Endpoints.SERVICE)))
        .toList();
  }

  /** Labels of every namespace, by name. */
  Map<String, Map<String, String>> namespaceLabels() {
    return labels
        .all()
        .collect(
            Collectors.toMap(
                namespace -> namespace.getMetadata().getName(),
                namespace ->
                    namespace.getMetadata().getLabels() == null
                        ? Map.of()
                        : namespace.getMetadata().getLabels()));
  }

  /** What the references name, as far as it exists. */
  Map<NamespacedName, SecretData> secrets(SecretReferences references) {
    Map<NamespacedName, SecretData> found = new HashMap<>();
    secrets
        .all()
        .forEach(
            secret -> {
              String namespace = secret.getMetadata().getNamespace();
              String name = secret.getMetadata().getName();
              Set<String> keys = references.keys(namespace, name);
              if (!keys.isEmpty()) {
                found.put(new NamespacedName(namespace, name), decoded(secret, keys));
              }
            });
    return found;
  }

  private static SecretData decoded(Secret secret, Set<String> keys) {
    Map<String, byte[]> values = new HashMap<>();
    Map<String, String> data = secret.getData() == null ? Map.of() : secret.getData();
    for (String key : keys) {
      String value = data.get(key);
      if (value != null) {
        values.put(key, Base64.getDecoder().decode(value));
      }
    }
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    return SecretData.of(values, annotations == null ? Map.of() : annotations);
  }

  @Override
  public Optional<HasMetadata> find(HasMetadata like) {
    Watched<? extends HasMetadata> watched = ours.get(like.getClass());
    return watched == null
        ? Optional.empty()
        : watched
            .find(like.getMetadata().getNamespace(), like.getMetadata().getName())
            .map(object -> (HasMetadata) object);
  }

  @Override
  public void close() {
    all().forEach(Watched::close);
  }
}
