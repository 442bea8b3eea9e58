package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import org.jspecify.annotations.Nullable;

/** How much repetition is too much. */
@ApiObject
public record Repetition(
    @Doc(
            value = "Length of the piece that repeats.",
            unit = "tokens",
            byDefault = "8",
            example = "8")
        @Range(min = 2, max = 64)
        @Nullable Integer ngram,
    @Doc(value = "How often in a row.", unit = "repetitions", byDefault = "20", example = "20")
        @Range(min = 2, max = 10000)
        @Nullable Integer times) {}
