package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A copy of the records. */
@ApiObject
@ValidationRule(
    value =
        "(self.type == 'Otlp') == has(self.endpoint) && (self.type == 'File') == has(self.path)",
    message = "type: Otlp needs endpoint, type: File needs path, and neither may have the other's")
public record AuditExporter(
    @Doc(value = "Otlp: OpenTelemetry logs. File: NDJSON files.", example = "Otlp") @Required
        ExporterType type,
    @Doc(
            value = "Collector's address, for Otlp.",
            example = "\"http://otel-collector.observability.svc:4317\"")
        @Text(pattern = Patterns.HTTP_URL, max = 2048)
        @Nullable String endpoint,
    @Doc(value = "Directory, for File.", example = "/var/lib/headgate/audit")
        @Text(pattern = Patterns.PATH, max = 1024)
        @Nullable String path) {}
