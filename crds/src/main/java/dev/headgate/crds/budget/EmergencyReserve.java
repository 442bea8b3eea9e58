package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A part that only Critical traffic may touch. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.autoScale) || (self.autoScale.min <= self.percent && self.percent <="
            + " self.autoScale.max)",
    message = "percent must lie between autoScale.min and autoScale.max",
    fieldPath = ".autoScale")
public record EmergencyReserve(
    @Doc(value = "Size of the reserve.", unit = "percent of each limit", example = "20")
        @Range(min = 0, max = 90)
        @Required
        int percent,
    @Doc("Let the reserve follow what Critical traffic used of it. Off when absent.")
        @Nullable ReserveRange autoScale) {}
