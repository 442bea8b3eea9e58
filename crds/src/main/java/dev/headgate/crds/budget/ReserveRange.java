package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;

/** Bounds of a reserve that follows its use. */
@ApiObject
public record ReserveRange(
    @Doc(value = "Never smaller.", unit = "percent of each limit", example = "10")
        @Range(min = 0, max = 90)
        @Required
        int min,
    @Doc(value = "Never larger.", unit = "percent of each limit", example = "35")
        @Range(min = 0, max = 90)
        @Required
        int max) {}
