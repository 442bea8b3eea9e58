package dev.headgate.crds.backend;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Guaranteed parts by traffic class, together at most 100. */
@ApiObject
@ValidationRule(
    value =
        "(has(self.Critical) ? self.Critical : 0) + (has(self.Interactive) ? self.Interactive : 0)"
            + " + (has(self.Batch) ? self.Batch : 0) + (has(self.Internal) ? self.Internal : 0) +"
            + " (has(self.Experiment) ? self.Experiment : 0) <= 100",
    message = "the shares are more than 100 percent together")
public record ClassShares(
    @Doc(value = "Kept for Critical.", unit = "percent", byDefault = "0", example = "40")
        @Range(min = 0, max = 100)
        @JsonProperty("Critical")
        @Nullable Integer critical,
    @Doc(value = "Kept for Interactive.", unit = "percent", byDefault = "0", example = "30")
        @Range(min = 0, max = 100)
        @JsonProperty("Interactive")
        @Nullable Integer interactive,
    @Doc(value = "Kept for Batch.", unit = "percent", byDefault = "0", example = "20")
        @Range(min = 0, max = 100)
        @JsonProperty("Batch")
        @Nullable Integer batch,
    @Doc(value = "Kept for Internal.", unit = "percent", byDefault = "0", example = "10")
        @Range(min = 0, max = 100)
        @JsonProperty("Internal")
        @Nullable Integer internal,
    @Doc(value = "Kept for Experiment.", unit = "percent", byDefault = "0", example = "5")
        @Range(min = 0, max = 100)
        @JsonProperty("Experiment")
        @Nullable Integer experiment) {}
