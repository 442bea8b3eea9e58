package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Limits of a tier. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.firstTokenWithin) || !has(self.answerWithin) || duration(self.firstTokenWithin)"
            + " <= duration(self.answerWithin) ||"
            + " !self.firstTokenWithin.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.answerWithin.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "firstTokenWithin is longer than answerWithin")
public record Tier(
    @Doc(value = "Which tier.", example = "1") @Range(min = 1, max = 100) @Required int tier,
    @Doc(
            value = "The most that one request may make.",
            unit = "calls to each target, retries included",
            byDefault = "1 + retry.attempts in the first tier, 1 in the others",
            example = "2")
        @Range(min = 1, max = 20)
        @Nullable Integer maxCalls,
    @Doc(
            value = "A stream: to its first event.",
            byDefault = "fallback.attemptTimeout",
            example = "10s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan firstTokenWithin,
    @Doc(
            value = "A whole answer: to its end.",
            byDefault = "fallback.answerTimeout",
            example = "40s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan answerWithin,
    @Doc(
            value =
                "What a request may cost, all its calls together. The output cap of a call is"
                    + " lowered to fit; a target for which not even limits.minOutputTokens fit is"
                    + " passed over.",
            unit = "money in the gateway's reportingCurrency",
            byDefault = "fallback.maxCostPerRequest",
            example = "\"0.50\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal maxCostPerRequest) {}
