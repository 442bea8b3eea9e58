package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** Deadlines of single calls. */
@ApiObject
public record BackendTimeouts(
    @Doc(value = "To an open connection, TLS included.", byDefault = "2s", example = "2s")
        @Within(min = "10ms", max = "1m")
        @Nullable Timespan connect,
    @Doc(
            value = "A stream: to its first event, for every model.",
            byDefault = "the gateway's defaults.attemptTimeout",
            example = "15s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan firstToken,
    @Doc(value = "Silence between two events of a stream.", byDefault = "30s", example = "30s")
        @Within(min = "100ms", max = "1h")
        @Nullable Timespan idle,
    @Doc(
            value = "A whole answer: to its end, for every model.",
            byDefault = "the gateway's defaults.answerTimeout",
            example = "60s")
        @Within(min = "100ms", max = "24h")
        @Nullable Timespan response) {}
