package dev.headgate.crds.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** First token within, by kind of task. */
@ApiObject
public record LatencyGoals(
    @Doc(value = "Simple tasks.", byDefault = "2s", example = "2s")
        @Within(min = "1ms", max = "24h")
        @Nullable Timespan simple,
    @Doc(value = "Complex tasks.", byDefault = "8s", example = "8s")
        @Within(min = "1ms", max = "24h")
        @Nullable Timespan complex,
    @Doc(value = "All others.", byDefault = "3s", example = "3s")
        @Within(min = "1ms", max = "24h")
        @JsonProperty("default")
        @Nullable Timespan standard,
    @Doc(
            value = "How much slower a target may be predicted and still be taken.",
            unit = "percent",
            byDefault = "20",
            example = "20")
        @Range(min = 0, max = 100)
        @Nullable Integer tolerancePercent) {}
