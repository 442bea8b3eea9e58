package dev.headgate.crds.drill;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The target that fails. */
@ApiObject
public record DrillTarget(
    @Doc(value = "ProviderBackend of the target.", example = "{name: openai}") @Required
        NamespacedRef backendRef,
    @Doc(value = "Its model.", byDefault = "every model of the backend", example = "gpt-5")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Nullable String model) {}
