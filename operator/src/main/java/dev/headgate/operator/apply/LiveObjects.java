package dev.headgate.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** Objects of ours as the cluster has them, from a cache. */
@FunctionalInterface
public interface LiveObjects {

  /** The object with the kind, namespace and name of this one; empty when there is none. */
  Optional<HasMetadata> find(HasMetadata like);
}
