package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;

/** How many proxies there are. */
@ApiObject
public record ProxyCounts(
    @Doc(value = "Ready and not terminating.", unit = "proxies", example = "2")
        @Range(min = 0, max = 100000)
        @Required
        int ready,
    @Doc(
            value = "Of these, how many run by the snapshot in digest.",
            unit = "proxies",
            example = "2")
        @Range(min = 0, max = 100000)
        @Required
        int acknowledged) {}
