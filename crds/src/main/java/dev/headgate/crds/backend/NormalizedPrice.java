package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** Prices without a subsidy. */
@ApiObject
public record NormalizedPrice(
    @Doc(value = "Input.", unit = "money per million tokens", example = "\"5.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Required
        Decimal inputPerMillion,
    @Doc(value = "Output.", unit = "money per million tokens", example = "\"30.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Required
        Decimal outputPerMillion) {}
