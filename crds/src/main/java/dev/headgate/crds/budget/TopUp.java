package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** A payment that raises a Prepaid limit. */
@ApiObject
public record TopUp(
    @Doc(value = "Name of the payment; each counts once.", example = "invoice-17")
        @Text(pattern = Patterns.TAG, max = 64)
        @Required
        String id,
    @Doc(
            value = "How much it adds.",
            unit = "money in the limit's currency",
            example = "\"100.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Required
        Decimal amount,
    @Doc(value = "From when on it counts.", example = "\"2026-12-01T00:00:00Z\"") @Required
        Timestamp at) {}
