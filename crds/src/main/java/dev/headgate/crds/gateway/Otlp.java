package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry traces. */
@ApiObject
public record Otlp(
    @Doc(
            value = "Collector's address, OTLP over gRPC.",
            example = "\"http://otel-collector.observability.svc:4317\"")
        @Text(pattern = Patterns.HTTP_URL, max = 2048)
        @Required
        String endpoint,
    @Doc(
            value = "How many exchanges are traced when the caller does not decide it.",
            unit = "share of exchanges, 0 to 1",
            byDefault = "\"0.05\"",
            example = "\"0.05\"")
        @Text(pattern = Patterns.RATIO, max = 16)
        @Nullable Decimal sampleRatio,
    @Doc(
            value =
                "Whether prompts and answers stand in traces. They may hold secrets and personal"
                    + " data.",
            byDefault = "false",
            example = "false")
        @Nullable Boolean capturePrompts) {}
