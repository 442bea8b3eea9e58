package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** What a caller may send and hold. */
@ApiObject
@ValidationRule(
    value =
        "!has(self.maxConnections) || !has(self.maxConnectionsPerAddress) ||"
            + " self.maxConnectionsPerAddress <= self.maxConnections",
    message = "maxConnectionsPerAddress is larger than maxConnections")
public record ConnectionLimits(
    @Doc(
            value = "Largest body; a larger one gets request_too_large (413).",
            unit = "bytes",
            byDefault = "20Mi",
            example = "20Mi")
        @Nullable Quantity maxBodySize,
    @Doc(
            value = "Largest head; a larger one gets headers_too_large (431).",
            unit = "bytes",
            byDefault = "32Ki",
            example = "32Ki")
        @Nullable Quantity maxHeaderSize,
    @Doc(
            value =
                "All bodies that one proxy holds at once; above it callers get overloaded (503).",
            unit = "bytes",
            byDefault = "a quarter of the container's memory",
            example = "256Mi")
        @Nullable Quantity maxBufferedSize,
    @Doc(value = "From the connection to a whole head.", byDefault = "10s", example = "10s")
        @Within(min = "100ms", max = "10m")
        @Nullable Timespan headerTimeout,
    @Doc(
            value = "From the head to the whole body; later is request_timeout (408).",
            byDefault = "60s",
            example = "60s")
        @Within(min = "100ms", max = "1h")
        @Nullable Timespan bodyTimeout,
    @Doc(
            value = "How long a connection without a request is kept.",
            byDefault = "5m",
            example = "5m")
        @Within(min = "1s", max = "24h")
        @Nullable Timespan idleTimeout,
    @Doc(
            value = "Open at once.",
            unit = "connections per proxy",
            byDefault = "20000",
            example = "20000")
        @Range(min = 1, max = 1000000)
        @Nullable Integer maxConnections,
    @Doc(
            value = "Open at once from one address.",
            unit = "connections per proxy",
            byDefault = "1000",
            example = "1000")
        @Range(min = 1, max = 1000000)
        @Nullable Integer maxConnectionsPerAddress) {}
