package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a caller may ask for in a length of time. */
@ApiObject
@ValidationRule(
    value = "self.dimension != 'Cost'",
    message =
        "a caller's money is limited by a TokenBudget, not by a rate limit: use dimension Requests,"
            + " Tokens, InputTokens, OutputTokens or Concurrent",
    fieldPath = ".dimension")
@ValidationRule(
    value = "(self.dimension == 'Concurrent') != has(self.per)",
    message =
        "per is needed, except with dimension Concurrent, which counts calls in flight and has no"
            + " per")
public record CallerRateLimit(
    @Doc(
            value =
                "What is counted. Cost is no dimension of a caller: a TokenBudget limits money.",
            example = "Requests")
        @Required
        Dimension dimension,
    @Doc(
            value = "The most that is allowed in `per`.",
            unit = "requests, tokens or calls in flight",
            example = "600")
        @Range(min = 1, max = 9000000000000000L)
        @Required
        long limit,
    @Doc(
            value =
                "Length of the rolling window. Not for Concurrent, which counts calls in flight.",
            example = "1m")
        @Within(min = "1s", max = "24h")
        @Nullable Timespan per) {}
