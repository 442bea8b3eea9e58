package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** One model of one backend. */
@ApiObject
public record TargetRef(
    @Doc(
            value = "ProviderBackend; in another namespace only when its allowedRoutes permits.",
            example = "{name: openai}")
        @Required
        NamespacedRef backendRef,
    @Doc(value = "Name of one of its models.", example = "gpt-5")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Required
        String model) {}
