package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;

/** What an unspent window leaves to the next one. */
@ApiObject
public record CarryForward(
    @Doc(value = "The most that is carried.", unit = "percent of the limit", example = "20")
        @Range(min = 0, max = 100)
        @Required
        int maxPercent) {}
