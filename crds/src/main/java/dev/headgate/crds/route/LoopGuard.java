package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import org.jspecify.annotations.Nullable;

/** When a session is halted; each trip by itself. */
@ApiObject
public record LoopGuard(
    @Doc(
            value = "Enforce: the session is halted. Observe: it is only told.",
            byDefault = "Enforce",
            example = "Enforce")
        @Nullable LoopGuardMode mode,
    @Doc(
            value = "More are a loop.",
            unit = "calls per session and minute",
            byDefault = "60",
            example = "60")
        @Range(min = 1, max = 100000)
        @Nullable Integer callsPerMinute,
    @Doc(
            value = "Deeper is a loop.",
            unit = "agents calling agents",
            byDefault = "12",
            example = "12")
        @Range(min = 1, max = 1000)
        @Nullable Integer depth,
    @Doc(value = "So many in a row are a loop.", unit = "calls", byDefault = "10", example = "10")
        @Range(min = 1, max = 1000)
        @Nullable Integer consecutiveFailures,
    @Doc(
            value = "So many are a loop.",
            unit = "nearly equal requests in 60 s",
            byDefault = "5",
            example = "5")
        @Range(min = 2, max = 1000)
        @Nullable Integer repeats,
    @Doc(
            value = "Faster spending is a loop.",
            unit = "times the 7-day baseline",
            byDefault = "8",
            example = "8")
        @Range(min = 2, max = 1000)
        @Nullable Integer spendVelocity,
    @Doc(
            value = "More in an hour is a loop, before a baseline is known.",
            unit = "money in the gateway's reportingCurrency",
            byDefault = "\"10.00\"",
            example = "\"10.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal maxSpendPerSessionHour,
    @Doc(
            value = "More in one session is a loop.",
            unit = "tokens",
            byDefault = "2000000",
            example = "2000000")
        @Range(min = 1, max = 9000000000000000L)
        @Nullable Long outputTokensPerSession) {}
