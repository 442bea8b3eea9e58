package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** The circuit of one model. */
@ApiObject
public record CircuitStatus(
    @Doc(value = "Name of the model.", example = "gpt-5")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Required
        String model,
    @Doc(
            value = "Closed: calls go through. Open: none do. HalfOpen: a few do, to find out.",
            example = "Closed")
        @Required
        CircuitState state,
    @Doc(value = "How many see it open.", unit = "proxies", example = "0")
        @Range(min = 0, max = 100000)
        @Required
        int proxiesOpen,
    @Doc(value = "How many have called it.", unit = "proxies", example = "2")
        @Range(min = 0, max = 100000)
        @Required
        int proxies,
    @Doc(value = "When it came into this state.", example = "\"2026-11-21T10:00:00Z\"")
        @Nullable Timestamp since,
    @Doc(value = "What opened it.", example = "ConsecutiveFailures")
        @Text(pattern = Patterns.REASON, max = 64)
        @Nullable String reason,
    @Doc(value = "When a call is let through again.", example = "\"2026-11-21T10:01:00Z\"")
        @Nullable Timestamp nextProbe) {}
