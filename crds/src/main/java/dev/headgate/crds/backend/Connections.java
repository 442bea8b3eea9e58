package dev.headgate.crds.backend;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** The pool, per endpoint and proxy. */
@ApiObject
public record Connections(
    @Doc(value = "Open at once.", unit = "connections", byDefault = "200", example = "200")
        @Range(min = 1, max = 10000)
        @Nullable Integer max,
    @Doc(
            value = "Auto asks by ALPN, Always needs it, Never speaks HTTP/1.1.",
            byDefault = "Auto",
            example = "Auto")
        @Nullable Http2 http2,
    @Doc(
            value = "At once on one connection.",
            unit = "calls per HTTP/2 connection",
            byDefault = "100",
            example = "100")
        @Range(min = 1, max = 1000)
        @Nullable Integer maxStreams,
    @Doc(value = "How long an unused connection is kept.", byDefault = "30s", example = "30s")
        @Within(min = "1s", max = "1h")
        @Nullable Timespan idle) {}
