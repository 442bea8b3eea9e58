package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;

/** Equal requests. */
@ApiObject
public record ExactCache(
    @Doc(value = "How long an answer is kept.", example = "10m")
        @Within(min = "1s", max = "9999h")
        @Required
        Timespan ttl) {}
