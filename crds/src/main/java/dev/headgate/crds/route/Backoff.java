package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Waits between calls. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.base) || !has(self.max) || duration(self.base) <= duration(self.max) ||"
            + " !self.base.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.max.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "base is longer than max")
public record Backoff(
    @Doc(value = "Longest first wait.", byDefault = "250ms", example = "250ms")
        @Within(min = "1ms", max = "1m")
        @Nullable Timespan base,
    @Doc(
            value = "How much the longest wait grows each time.",
            unit = "multiplier",
            byDefault = "2",
            example = "2")
        @Range(min = 1, max = 10)
        @Nullable Integer factor,
    @Doc(value = "Where it stops growing.", byDefault = "8s", example = "8s")
        @Within(min = "1ms", max = "10m")
        @Nullable Timespan max) {}
