package dev.headgate.crds.backend;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.CountOrMoney;
import dev.headgate.crds.Dimension;
import dev.headgate.crds.FactorHours;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the provider grants. */
@ApiObject
@ValidationRule(
    value = "(self.dimension == 'Concurrent') != has(self.per)",
    message =
        "per is needed, except with dimension Concurrent, which counts calls in flight and has no"
            + " per")
@ValidationRule(
    value =
        "self.dimension == 'Cost' ? (type(self.limit) == string && has(self.currency)) :"
            + " (type(self.limit) == int && !has(self.currency))",
    message =
        "dimension Cost needs limit as a string such as \"200.00\" and a currency; the other"
            + " dimensions need a whole number and no currency")
@ValidationRule(
    value =
        "type(self.limit) == string ? (self.limit.matches('^[0-9]{1,10}([.][0-9]{1,9})?$') &&"
            + " double(self.limit) > 0.0 && double(self.limit) <= 9000000000.0) : (self.limit >= 1"
            + " && self.limit <= 9000000000000000)",
    message =
        "limit must be at least 1 and at most 9000000000000000, or money above 0 with at most 9"
            + " decimals",
    fieldPath = ".limit")
@ValidationRule(
    value = "!has(self.mode) || has(self.per)",
    message = "mode has no effect without per",
    fieldPath = ".mode")
public record ProviderRateLimit(
    @Doc(
            value = "Models that share this limit under one name.",
            byDefault = "one for all models",
            example = "gpt")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Nullable String pool,
    @Doc(value = "Models that count; absent: all.", example = "[gpt-5]")
        @Text(max = 128)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out for every model") List<String> models,
    @Doc(value = "What the provider counts.", example = "Requests") @Required Dimension dimension,
    @Doc(
            value = "The most that it grants in `per`.",
            unit = "requests, tokens, calls in flight, or money as a string for Cost",
            example = "5000")
        @Required
        CountOrMoney limit,
    @Doc(value = "Currency of limit, only for Cost.", example = "USD")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        @Nullable String currency,
    @Doc(
            value = "Length of the window. Not for Concurrent, which counts calls in flight.",
            example = "1m")
        @Within(min = "1s", max = "9999h")
        @Nullable Timespan per,
    @Doc(
            value =
                "Rolling: any stretch of that length. Fixed: windows that begin at multiples of"
                    + " it.",
            byDefault = "Rolling",
            example = "Fixed")
        @Nullable RateWindowMode mode,
    @Doc(
            value = "An alert is raised above it.",
            unit = "percent of limit",
            byDefault = "none",
            example = "80")
        @Range(min = 1, max = 100)
        @Nullable Integer warnAtPercent,
    @Doc("Hours in which the limit is multiplied. Atomic: a change replaces the list.")
        @Items(max = 16)
        List<FactorHours> schedule,
    @Doc(
            "Guaranteed parts of the limit by traffic class; what one does not use is lent to the"
                + " others.")
        @Nullable ClassShares classShares) {
  public ProviderRateLimit {
    models = Absent.list(models);
    schedule = Absent.list(schedule);
  }
}
