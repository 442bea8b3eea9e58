package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What is answered when every target has failed. */
@ApiObject
public record FallbackResponse(
    @Doc(value = "Status of the answer.", unit = "HTTP status", byDefault = "200", example = "200")
        @Range(min = 200, max = 599)
        @Nullable Integer status,
    @Doc(
            value = "Text of the answer.",
            example = "\"The assistant is resting. Your order is safe.\"")
        @Text(max = 4096)
        @Required
        String body) {}
