package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;

/** What the gateway is made of. */
@ApiObject
public record ObjectCounts(
    @Doc(value = "Routes in the snapshot.", unit = "objects", example = "12")
        @Range(min = 0, max = 1000000)
        @Required
        int routes,
    @Doc(value = "Backends in the snapshot.", unit = "objects", example = "3")
        @Range(min = 0, max = 1000000)
        @Required
        int backends,
    @Doc(value = "Consumers in the snapshot.", unit = "objects", example = "40")
        @Range(min = 0, max = 1000000)
        @Required
        int consumers,
    @Doc(
            value = "Objects that are not Accepted; their own status says why.",
            unit = "objects",
            example = "1")
        @Range(min = 0, max = 1000000)
        @Required
        int refused) {}
