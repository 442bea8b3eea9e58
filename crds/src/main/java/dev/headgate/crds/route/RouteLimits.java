package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Sizes of a request. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.maxOutputTokens) || (has(self.minOutputTokens) ? self.minOutputTokens : 1) <="
            + " self.maxOutputTokens",
    message = "minOutputTokens is larger than maxOutputTokens")
public record RouteLimits(
    @Doc(
            value = "A longer prompt gets context_too_long (400).",
            unit = "tokens",
            byDefault = "none",
            example = "128000")
        @Range(min = 1, max = 100000000)
        @Nullable Integer maxInputTokens,
    @Doc(
            value = "Lowers the cap that is sent to the provider.",
            unit = "tokens",
            byDefault = "none",
            example = "4096")
        @Range(min = 1, max = 100000000)
        @Nullable Integer maxOutputTokens,
    @Doc(
            value = "A budget may lower the cap down to this; below it the target is passed over.",
            unit = "tokens",
            byDefault = "256",
            example = "256")
        @Range(min = 1, max = 100000000)
        @Nullable Integer minOutputTokens) {}
