package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When to stop calling a model; it opens on whichever comes first. */
@ApiObject
@ValidationRule(
    value =
        "(!has(self.openFor) || duration(self.openFor) <= duration(has(self.maxOpenFor) ?"
            + " self.maxOpenFor : '15m')) ||"
            + " !self.openFor.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "openFor is longer than maxOpenFor (15m when absent)")
public record CircuitBreaker(
    @Doc(
            value = "Transient failures in a row, however far apart.",
            unit = "calls",
            byDefault = "5",
            example = "5")
        @Range(min = 1, max = 1000)
        @Nullable Integer consecutiveFailures,
    @Doc(value = "Stretch in which the rates are measured.", byDefault = "10s", example = "10s")
        @Within(min = "1s", max = "1h")
        @Nullable Timespan window,
    @Doc(
            value = "Fewer say nothing about a rate.",
            unit = "calls in the window",
            byDefault = "10",
            example = "10")
        @Range(min = 1, max = 100000)
        @Nullable Integer minimumCalls,
    @Doc(
            value = "Transient failures.",
            unit = "percent of calls in the window",
            byDefault = "50",
            example = "50")
        @Range(min = 1, max = 100)
        @Nullable Integer failureRatePercent,
    @Doc(
            value = "Calls that wait too long for their first token, counted while they wait.",
            unit = "percent of calls in the window",
            byDefault = "60",
            example = "60")
        @Range(min = 1, max = 100)
        @Nullable Integer slowCallRatePercent,
    @Doc(
            value = "How long it stays open the first time; doubled each time after.",
            byDefault = "60s",
            example = "60s")
        @Within(min = "1s", max = "24h")
        @Nullable Timespan openFor,
    @Doc(value = "Longest time it stays open.", byDefault = "15m", example = "15m")
        @Within(min = "1s", max = "24h")
        @Nullable Timespan maxOpenFor,
    @Doc(
            value = "Calls that are let through after that to find out.",
            unit = "calls",
            byDefault = "3",
            example = "3")
        @Range(min = 1, max = 100)
        @Nullable Integer halfOpenProbes,
    @Doc(value = "Held open or closed by hand; drop the field to let go.", example = "Closed")
        @Nullable CircuitForce force) {}
