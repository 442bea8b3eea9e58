package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Other prices for long prompts. */
@ApiObject
@ValidationRule(
    value = "has(self.inputPerMillion) || has(self.outputPerMillion)",
    message = "give inputPerMillion, outputPerMillion or both")
public record PriceStep(
    @Doc(
            value = "Prompts with more tokens pay these prices, for all of their tokens.",
            unit = "tokens",
            example = "200000")
        @Range(min = 1, max = 100000000)
        @Required
        long inputTokens,
    @Doc(
            value = "Input.",
            unit = "money per million tokens",
            byDefault = "as without this step",
            example = "\"2.50\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal inputPerMillion,
    @Doc(
            value = "Output.",
            unit = "money per million tokens",
            byDefault = "as without this step",
            example = "\"15.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal outputPerMillion) {}
