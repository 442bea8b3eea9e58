package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** On to the next target. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.attemptTimeout) || !has(self.answerTimeout) || duration(self.attemptTimeout) <="
            + " duration(self.answerTimeout) ||"
            + " !self.attemptTimeout.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.answerTimeout.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "attemptTimeout is longer than answerTimeout")
public record Fallback(
    @Doc(
            value = "Failures that lead to the next target.",
            byDefault = "Transient, RateLimited, QuotaExhausted, Credential and ContextTooLong",
            example = "[Transient, RateLimited, QuotaExhausted, Credential, ContextTooLong]")
        @Items(max = 6, unique = true)
        @NotEmpty("keep a single target to switch fallback off") List<RouteFailure> failures,
    @Doc(
            value =
                "What a request may cost, all its calls together. The output cap of a call is"
                    + " lowered to fit; a target for which not even limits.minOutputTokens fit is"
                    + " passed over.",
            unit = "money in the gateway's reportingCurrency",
            byDefault = "none",
            example = "\"0.50\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal maxCostPerRequest,
    @Doc(
            value = "A stream: to its first event, then the next target.",
            byDefault = "the backend's timeouts.firstToken",
            example = "15s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan attemptTimeout,
    @Doc(
            value = "A whole answer: to its end, then the next target.",
            byDefault = "the backend's timeouts.response",
            example = "60s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan answerTimeout) {
  public Fallback {
    failures = Absent.list(failures);
  }
}
