package dev.headgate.crds.drill;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import org.jspecify.annotations.Nullable;

/** What a run has measured. */
@ApiObject
public record DrillFigures(
    @Doc(value = "How many were in it.", unit = "requests", example = "20")
        @Range(min = 0, max = 100000000)
        @Nullable Integer requests,
    @Doc(value = "How many were answered.", unit = "percent of requests", example = "100")
        @Range(min = 0, max = 100)
        @Nullable Integer successRatePercent,
    @Doc(value = "How much longer 95 of 100 requests took at most.", example = "800ms")
        @Nullable Timespan addedLatencyP95,
    @Doc(value = "How much more they cost.", unit = "percent", example = "40")
        @Range(min = -100, max = 100000)
        @Nullable Integer extraCostPercent) {}
