package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Dimension;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What is left of one limit. */
@ApiObject
public record Headroom(
    @Doc(value = "Pool of the limit.", example = "gpt") @Text(pattern = Patterns.LABEL, max = 63)
        @Nullable String pool,
    @Doc(value = "What is counted.", example = "Tokens") @Required Dimension dimension,
    @Doc(value = "Window of the limit.", example = "1m") @Nullable Timespan per,
    @Doc(value = "What is left.", unit = "percent left, rounded down to 5", example = "85")
        @Range(min = 0, max = 100)
        @Required
        int percentBand) {}
