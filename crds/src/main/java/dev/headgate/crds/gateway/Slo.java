package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Objectives. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.overheadP99) || !has(self.endToEndP99) || duration(self.overheadP99) <="
            + " duration(self.endToEndP99) ||"
            + " !self.overheadP99.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.endToEndP99.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "overheadP99 is longer than endToEndP99, of which it is a part")
public record Slo(
    @Doc(
            value = "What the gateway itself may add to 99 of 100 requests.",
            byDefault = "150ms",
            example = "150ms")
        @Within(min = "1ms", max = "10m")
        @Nullable Timespan overheadP99,
    @Doc(value = "How long 99 of 100 requests may take in all.", byDefault = "2s", example = "2s")
        @Within(min = "1ms", max = "24h")
        @Nullable Timespan endToEndP99) {}
