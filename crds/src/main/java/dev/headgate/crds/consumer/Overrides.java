package dev.headgate.crds.consumer;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Emergency brake. */
@ApiObject
@ValidationRule(
    value = "(has(self.economyMode) && self.economyMode) || has(self.requestsPerMinute)",
    message =
        "give economyMode: true, requestsPerMinute or both; without them the override does nothing")
public record Overrides(
    @Doc(
            value = "Cheapest capable target, at most 1024 output tokens, cache first.",
            byDefault = "false",
            example = "true")
        @Nullable Boolean economyMode,
    @Doc(
            value = "Fewer requests.",
            unit = "requests per minute",
            byDefault = "none",
            example = "10")
        @Range(min = 1, max = 1000000)
        @Nullable Integer requestsPerMinute,
    @Doc(value = "When it ends by itself.", example = "\"2026-12-24T18:00:00Z\"") @Required
        Timestamp until) {}
