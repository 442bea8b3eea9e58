package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** How streams are treated. */
@ApiObject
public record Streaming(
    @Doc(value = "false refuses `stream: true`.", byDefault = "true", example = "true")
        @Nullable Boolean enabled,
    @Doc(
            value =
                "AsCalled: as the caller asks. Always: providers are asked for a stream, which is"
                    + " put together for a caller who wants a whole answer.",
            byDefault = "AsCalled",
            example = "AsCalled")
        @Nullable UpstreamStreaming upstream,
    @Doc(value = "Longest stream.", byDefault = "30m", example = "30m")
        @Within(min = "1s", max = "24h")
        @Nullable Timespan maxDuration,
    @Doc(
            value = "After that much silence the caller gets a comment.",
            byDefault = "15s",
            example = "15s")
        @Within(min = "1s", max = "10m")
        @Nullable Timespan keepAlive,
    @Doc("End an answer that repeats itself. Off when absent.") @Nullable EarlyStop earlyStop) {}
