package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Other prices from a day on. */
@ApiObject
@ValidationRule(
    value = "has(self.inputPerMillion) || has(self.outputPerMillion)",
    message = "give inputPerMillion, outputPerMillion or both")
public record PriceChange(
    @Doc(value = "First moment of the new prices.", example = "\"2027-01-01T00:00:00Z\"") @Required
        Timestamp from,
    @Doc(
            value = "Input.",
            unit = "money per million tokens",
            byDefault = "as before",
            example = "\"1.50\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal inputPerMillion,
    @Doc(
            value = "Output.",
            unit = "money per million tokens",
            byDefault = "as before",
            example = "\"12.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal outputPerMillion) {}
