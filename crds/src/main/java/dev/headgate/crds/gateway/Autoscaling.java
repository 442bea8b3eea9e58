package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How many proxies, by load. */
@ApiObject
@ValidationRule(
    value = "(has(self.minReplicas) ? self.minReplicas : 2) <= self.maxReplicas",
    message = "minReplicas (2 when absent) is larger than maxReplicas")
public record Autoscaling(
    @Doc(value = "Never fewer.", unit = "proxies", byDefault = "2", example = "2")
        @Range(min = 1, max = 1000)
        @Nullable Integer minReplicas,
    @Doc(value = "Never more.", unit = "proxies", example = "20")
        @Range(min = 1, max = 1000)
        @Required
        int maxReplicas,
    @Doc(
            value =
                "Proxies are added above it. The cluster must serve the metric"
                    + " headgate_requests_in_flight of pods (docs/install.md); CPU counts beside"
                    + " it.",
            unit = "calls in flight per proxy",
            byDefault = "none: CPU alone",
            example = "200")
        @Range(min = 1, max = 100000)
        @Nullable Integer targetInFlight,
    @Doc(
            value = "Proxies are added above it.",
            unit = "percent of the CPU request",
            byDefault = "70",
            example = "70")
        @Range(min = 1, max = 100)
        @Nullable Integer targetCpuPercent) {}
