package dev.headgate.operator.watch;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator looks at.
 *
 * @param namespaces empty for all
 * @param secretSelector label selector that Secrets must match to be read; null for all
 */
public record Scope(Set<String> namespaces, @Nullable String secretSelector) {
  public Scope {
    namespaces = Set.copyOf(namespaces);
  }

  /** Everything. */
  public static final Scope ALL = new Scope(Set.of(), null);
}
