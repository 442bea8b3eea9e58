package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Hours of every day, in a time zone. */
@ApiObject
@ValidationRule(
    value = "self.from != self.to",
    message =
        "from and to are equal, so the hours would be empty; leave the schedule out for the whole"
            + " day")
public record Hours(
    @Doc(value = "Time zone of the hours, an IANA name.", example = "UTC")
        @Text(pattern = Patterns.TIMEZONE, max = 64)
        @Required
        String timezone,
    @Doc(value = "First minute that counts.", unit = "hours and minutes", example = "\"00:00\"")
        @Text(pattern = Patterns.TIME, max = 16)
        @Required
        String from,
    @Doc(
            value =
                "First minute that counts no more. Earlier than `from`: the hours run over"
                    + " midnight.",
            unit = "hours and minutes",
            example = "\"06:00\"")
        @Text(pattern = Patterns.TIME, max = 16)
        @Required
        String to) {}
