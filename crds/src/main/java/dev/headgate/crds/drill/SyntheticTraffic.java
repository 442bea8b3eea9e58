package dev.headgate.crds.drill;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;

/** Made up requests. */
@ApiObject
public record SyntheticTraffic(
    @Doc(value = "How many.", unit = "requests", example = "20")
        @Range(min = 1, max = 1000)
        @Required
        int requests) {}
