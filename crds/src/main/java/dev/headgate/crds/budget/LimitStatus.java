package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** How near one limit is, at its fullest counter. */
@ApiObject
public record LimitStatus(
    @Doc(value = "Name of the limit.", example = "day")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String name,
    @Doc(
            value = "What is left; written at most once a minute.",
            unit = "percent left, rounded down to 5",
            example = "60")
        @Range(min = 0, max = 100)
        @Nullable Integer remainingPercentBand,
    @Doc(value = "Highest threshold that was crossed.", unit = "percent", example = "80")
        @Range(min = 1, max = 100)
        @Nullable Integer threshold,
    @Doc(value = "End of the window.", example = "\"2026-11-22T00:00:00Z\"")
        @Nullable Timestamp resetsAt) {}
