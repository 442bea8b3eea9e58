package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Hours of every day in which a figure is multiplied. */
@ApiObject
@ValidationRule(
    value = "self.from != self.to",
    message = "from and to are equal, so the hours would be empty; leave the entry out")
public record FactorHours(
    @Doc(value = "Time zone of the hours, an IANA name.", example = "UTC")
        @Text(pattern = Patterns.TIMEZONE, max = 64)
        @Required
        String timezone,
    @Doc(value = "First minute that counts.", unit = "hours and minutes", example = "\"00:30\"")
        @Text(pattern = Patterns.TIME, max = 16)
        @Required
        String from,
    @Doc(
            value =
                "First minute that counts no more. Earlier than `from`: the hours run over"
                    + " midnight.",
            unit = "hours and minutes",
            example = "\"08:30\"")
        @Text(pattern = Patterns.TIME, max = 16)
        @Required
        String to,
    @Doc(
            value = "What the figure is multiplied by in these hours, 0 to 999.",
            unit = "multiplier",
            example = "\"0.5\"")
        @Text(pattern = Patterns.FACTOR, max = 16)
        @Required
        Decimal factor) {}
