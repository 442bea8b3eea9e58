package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import org.jspecify.annotations.Nullable;

/** How much worse than the other targets a canary may be. */
@ApiObject
public record PromoteWhen(
    @Doc(value = "More errors.", unit = "percentage points", byDefault = "1", example = "1")
        @Range(min = 0, max = 100)
        @Nullable Integer errorDeltaPercent,
    @Doc(value = "More cost per request.", unit = "percent", byDefault = "5", example = "5")
        @Range(min = 0, max = 1000)
        @Nullable Integer costDeltaPercent,
    @Doc(
            value = "Longer for 95 of 100 requests.",
            unit = "percent",
            byDefault = "10",
            example = "10")
        @Range(min = 0, max = 1000)
        @Nullable Integer p95DeltaPercent) {}
