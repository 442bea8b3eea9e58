package dev.headgate.crds.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Weekday;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** A report once a week. */
@ApiObject
public record WeeklyReport(
    @Doc(value = "Day it is sent, at 08:00 UTC.", example = "Monday") @Required Weekday day,
    @Doc(value = "Name of the notification that carries it.", example = "platform")
        @Text(pattern = Patterns.LABEL, max = 63)
        @JsonProperty("notify")
        @Required
        String via) {}
