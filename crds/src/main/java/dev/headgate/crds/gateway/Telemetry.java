package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import org.jspecify.annotations.Nullable;

/** Traces, statsd and objectives. */
@ApiObject
public record Telemetry(
    @Doc("OpenTelemetry traces. Off when absent.") @Nullable Otlp otlp,
    @Doc("Metrics to a statsd agent. Off when absent.") @Nullable Statsd statsd,
    @Doc("Objectives that alerts compare with.") @Nullable Slo slo,
    @Doc("A report once a week. Off when absent.") @Nullable WeeklyReport weeklyReport) {}
