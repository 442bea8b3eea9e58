package dev.headgate.crds.drill;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** What a drill must show to pass. */
@ApiObject
public record SuccessCriteria(
    @Doc(
            value = "At least so many are answered.",
            unit = "percent of requests",
            byDefault = "99",
            example = "99")
        @Range(min = 0, max = 100)
        @Nullable Integer successRatePercent,
    @Doc(
            value = "95 of 100 requests take at most so much longer.",
            byDefault = "3s",
            example = "3s")
        @Within(min = "1ms", max = "1h")
        @Nullable Timespan addedLatencyP95,
    @Doc(
            value = "They cost at most so much more.",
            unit = "percent",
            byDefault = "60",
            example = "60")
        @Range(min = 0, max = 10000)
        @Nullable Integer extraCostPercent,
    @Doc("The other targets' answers must be as good. Not compared when absent.")
        @Nullable Parity parity) {}
