package dev.headgate.operator.compile;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object as far as compile looks at it.
 *
 * @param key which
 * @param generation of its spec; 0 when it never was in an API server
 * @param createdAtMs since the epoch; 0 when unknown
 * @param labels of the object
 * @param spec as written; null when the object has none, which the schema forbids
 * @param <S> the kind's spec
 */
public record Resource<S>(
    ObjectKey key,
    long generation,
    long createdAtMs,
    Map<String, String> labels,
    @Nullable S spec) {
  public Resource {
    labels = Map.copyOf(labels);
  }

  /** {@code namespace/name}. */
  public String id() {
    return key.id();
  }

  /** Its namespace. */
  public String namespace() {
    return key.namespace();
  }

  @Override
  public String toString() {
    return key.toString();
  }
}
