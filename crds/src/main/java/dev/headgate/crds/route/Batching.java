package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** Merge small requests, such as embeddings. */
@ApiObject
public record Batching(
    @Doc(value = "Whether it is done.", byDefault = "false", example = "false")
        @Nullable Boolean enabled,
    @Doc(value = "Most in one call.", unit = "requests", byDefault = "64", example = "64")
        @Range(min = 2, max = 2048)
        @Nullable Integer maxItems,
    @Doc(value = "How long a request waits for others.", byDefault = "10ms", example = "10ms")
        @Within(min = "1ms", max = "1s")
        @Nullable Timespan maxWait) {}
