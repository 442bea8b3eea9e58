package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What happens at a percentage of a limit. */
@ApiObject
@ValidationRule(
    value = "(self.action == 'Throttle') == has(self.requestsPerMinute)",
    message = "requestsPerMinute is needed with action: Throttle and only then")
public record Threshold(
    @Doc(
            value = "Where it begins.",
            unit = "percent of what the caller's class may spend",
            example = "80")
        @Range(min = 1, max = 100)
        @Required
        int percent,
    @Doc(
            value =
                "Notify: tell. Degrade: cheaper targets. Throttle: fewer requests. Restrict: only"
                    + " what the class table of the guide still allows.",
            example = "Degrade")
        @Required
        ThresholdAction action,
    @Doc(
            value = "How many, with Throttle.",
            unit = "requests per minute and counter",
            example = "10")
        @Range(min = 1, max = 1000000)
        @Nullable Integer requestsPerMinute) {}
