package dev.headgate.operator.watch;

import dev.headgate.crds.KindStatus;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.budget.TokenBudget;
import dev.headgate.crds.consumer.LlmConsumer;
import dev.headgate.crds.drill.FailoverDrill;
import dev.headgate.crds.firewall.PromptFirewall;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.compile.Kind;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Resource;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the kinds' classes and what compile and status call them. */
final class Kinds {
  /** Every kind's class. */
  static final Map<Kind, Class<? extends CustomResource<?, ? extends KindStatus>>> CLASSES =
      Map.of(
          Kind.LlmGateway, LlmGateway.class,
          Kind.ProviderBackend, ProviderBackend.class,
          Kind.LlmRoute, LlmRoute.class,
          Kind.TokenBudget, TokenBudget.class,
          Kind.LlmConsumer, LlmConsumer.class,
          Kind.PromptFirewall, PromptFirewall.class,
          Kind.FailoverDrill, FailoverDrill.class);

  private Kinds() {}

  static ObjectKey key(CustomResource<?, ?> object) {
    return new ObjectKey(
        Kind.valueOf(object.getKind()),
        object.getMetadata().getNamespace(),
        object.getMetadata().getName());
  }

  static long generation(CustomResource<?, ?> object) {
    Long generation = object.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  static <S> Resource<S> resource(CustomResource<S, ?> object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return new Resource<>(
        key(object),
        generation(object),
        createdAt(object.getMetadata().getCreationTimestamp()),
        labels == null ? Map.of() : labels,
        object.getSpec());
  }

  private static long createdAt(@Nullable String timestamp) {
    try {
      return timestamp == null ? 0 : OffsetDateTime.parse(timestamp).toInstant().toEpochMilli();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }
}
