package dev.headgate.crds.backend;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.FactorHours;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model costs. */
@ApiObject
public record Pricing(
    @Doc(value = "Currency of all prices here, an ISO 4217 code.", example = "USD")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        @Required
        String currency,
    @Doc(
            value = "Input that the provider had not cached.",
            unit = "money per million tokens",
            example = "\"1.25\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Required
        Decimal inputPerMillion,
    @Doc(
            value = "Input read from the provider's cache.",
            unit = "money per million tokens",
            byDefault = "inputPerMillion",
            example = "\"0.125\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal cachedInputPerMillion,
    @Doc(
            value = "Input written to the provider's cache.",
            unit = "money per million tokens",
            byDefault = "inputPerMillion",
            example = "\"1.50\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal cacheWritePerMillion,
    @Doc(
            value = "Input written to the provider's cache for longer.",
            unit = "money per million tokens",
            byDefault = "cacheWritePerMillion",
            example = "\"2.50\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal cacheWriteLongPerMillion,
    @Doc(value = "Output.", unit = "money per million tokens", example = "\"10.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Required
        Decimal outputPerMillion,
    @Doc(
            value = "Reasoning that does not show.",
            unit = "money per million tokens",
            byDefault = "outputPerMillion",
            example = "\"10.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal reasoningPerMillion,
    @Doc(
            value = "Charged for each call.",
            unit = "money per request",
            byDefault = "\"0.00\"",
            example = "\"0.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal perRequest,
    @Doc(
            value = "Other prices for long prompts.",
            example =
                "[{inputTokens: 200000, inputPerMillion: \"2.50\", outputPerMillion: \"15.00\"}]")
        @Items(max = 8, key = "inputTokens")
        List<PriceStep> aboveTokens,
    @Doc(
            value = "Other prices from a day on.",
            example =
                "[{from: \"2027-01-01T00:00:00Z\", inputPerMillion: \"1.50\", outputPerMillion:"
                    + " \"12.00\"}]")
        @Items(max = 16, key = "from")
        List<PriceChange> changes,
    @Doc("Hours in which all prices are multiplied. Atomic: a change replaces the list.")
        @Items(max = 16)
        List<FactorHours> discounts,
    @Doc(
            value =
                "A subscription: each call costs nothing more, the sum is shown as allocated cost.",
            unit = "money per month",
            byDefault = "none",
            example = "\"200.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal flatMonthly,
    @Doc("What it would cost without a subsidy; used in scenarios only.")
        @Nullable NormalizedPrice normalized) {
  public Pricing {
    aboveTokens = Absent.list(aboveTokens);
    changes = Absent.list(changes);
    discounts = Absent.list(discounts);
  }
}
