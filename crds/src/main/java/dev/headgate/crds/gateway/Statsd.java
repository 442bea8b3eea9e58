package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** A statsd agent. */
@ApiObject
public record Statsd(
    @Doc(value = "Host of the agent.", example = "datadog.observability.svc")
        @Text(pattern = Patterns.HOST, max = 253)
        @Required
        String host,
    @Doc(value = "UDP port of the agent.", byDefault = "8125", example = "8125")
        @Range(min = 1, max = 65535)
        @Nullable Integer port,
    @Doc(value = "Datadog adds tags, Plain does not.", byDefault = "Datadog", example = "Datadog")
        @Nullable StatsdFlavor flavor) {}
