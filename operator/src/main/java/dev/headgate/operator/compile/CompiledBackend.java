package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.crds.backend.Model;
import dev.headgate.crds.backend.ProviderBackendSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backend as one gateway's routes see it.
 *
 * @param object as written
 * @param backend as the snapshot will say it; null when it could not be read at all
 * @param deadlines of one attempt, as far as the backend says them
 * @param findings of this gateway
 */
record CompiledBackend(
    Resource<ProviderBackendSpec> object,
    @Nullable Backend backend,
    Deadlines deadlines,
    Findings findings) {

  /** Whether it may be called: nothing refused and nothing missing. */
  boolean usable() {
    return backend != null && findings.accepted() && findings.resolved();
  }

  /** Strengths that the manifest gives the model; empty when there is none of that name. */
  List<String> strengths(String model) {
    var spec = object.spec();
    return spec == null
        ? List.of()
        : spec.models().stream()
            .filter(m -> m.name().equals(model))
            .findFirst()
            .map(Model::strengths)
            .orElse(List.of());
  }

  /** The model as compiled; null when there is none of that name. */
  Backend.@Nullable Model compiled(String model) {
    return backend == null
        ? null
        : backend.models().stream().filter(m -> m.name().equals(model)).findFirst().orElse(null);
  }
}
