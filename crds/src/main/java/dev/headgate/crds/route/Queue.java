package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** Wait for a free target rather than fail. */
@ApiObject
public record Queue(
    @Doc(
            value = "Longest wait; refused at once when a longer one is predicted.",
            byDefault = "30s",
            example = "30s")
        @Within(min = "1ms", max = "24h")
        @Nullable Timespan maxWait,
    @Doc(
            value = "More are refused at once.",
            unit = "requests per proxy",
            byDefault = "1000",
            example = "1000")
        @Range(min = 1, max = 1000000)
        @Nullable Integer maxDepth) {}
