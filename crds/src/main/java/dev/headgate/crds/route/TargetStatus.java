package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One target. */
@ApiObject
public record TargetStatus(
    @Doc(value = "Its tier.", example = "1") @Range(min = 1, max = 100) @Required int tier,
    @Doc(value = "Its backend.", example = "{name: openai}") @Required NamespacedRef backendRef,
    @Doc(value = "Its model.", example = "gpt-5")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Required
        String model,
    @Doc(value = "Whether it can take calls now.", example = "true") @Required boolean ready,
    @Doc(value = "Why not.", example = "CircuitOpen") @Text(pattern = Patterns.REASON, max = 64)
        @Nullable String reason) {}
