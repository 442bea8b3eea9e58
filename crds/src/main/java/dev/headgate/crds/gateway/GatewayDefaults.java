package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.CallerRateLimit;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds where nothing nearer says otherwise. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.attemptTimeout) || !has(self.requestTimeout) || duration(self.attemptTimeout) <="
            + " duration(self.requestTimeout) ||"
            + " !self.attemptTimeout.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.requestTimeout.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "attemptTimeout is longer than requestTimeout, which ends the request")
@ValidationRule(
    value =
        "!has(self.answerTimeout) || !has(self.requestTimeout) || duration(self.answerTimeout) <="
            + " duration(self.requestTimeout) ||"
            + " !self.answerTimeout.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.requestTimeout.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "answerTimeout is longer than requestTimeout, which ends the request")
@ValidationRule(
    value =
        "!has(self.rateLimits) || self.rateLimits.all(a, self.rateLimits.exists_one(b, a.dimension"
            + " == b.dimension && (has(a.per) ? a.per : '') == (has(b.per) ? b.per : '')))",
    message = "two rateLimits have the same dimension and per; keep one",
    fieldPath = ".rateLimits")
public record GatewayDefaults(
    @Doc(
            value = "One attempt at a stream: to its first event.",
            byDefault = "15s (60s for models with Reasoning, whatever is written here)",
            example = "15s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan attemptTimeout,
    @Doc(
            value = "One attempt at a whole answer: to its end.",
            byDefault = "60s (600s for models with Reasoning, whatever is written here)",
            example = "60s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan answerTimeout,
    @Doc(
            value = "All attempts of one request together.",
            byDefault = "120s (900s for models with Reasoning, whatever is written here)",
            example = "120s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan requestTimeout,
    @Doc(
            value = "Added to every estimate that a budget holds.",
            unit = "percent",
            byDefault = "15",
            example = "15")
        @Range(min = 0, max = 100)
        @Nullable Integer safetyMarginPercent,
    @Doc(
            value = "Limits of consumers that name none. Atomic: a change replaces the list.",
            byDefault = "none",
            example = "[{dimension: Requests, limit: 600, per: 1m}]")
        @Items(max = 8)
        List<CallerRateLimit> rateLimits,
    @Doc(
            "Budget of tenants that no TokenBudget selects. Absent: they spend without a limit, and"
                + " condition UnboundedSpend says so.")
        @Nullable DefaultBudget budget) {
  public GatewayDefaults {
    rateLimits = Absent.list(rateLimits);
  }
}
