package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One port of the Service. */
@ApiObject
public record Listener(
    @Doc(value = "Name of the port.", example = "http")
        @Text(pattern = Patterns.PORT_NAME, max = 63)
        @Required
        String name,
    @Doc(value = "Port of the Service.", example = "80") @Range(min = 1, max = 65535) @Required
        int port,
    @Doc("Speak TLS on this port.") @Nullable ListenerTls tls) {}
