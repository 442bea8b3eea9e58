package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;

/** What one region may spend by itself. */
@ApiObject
public record RegionShare(
    @Doc(value = "Region of the gateway's proxies.", example = "us-east")
        @Text(pattern = Patterns.REGION, max = 63)
        @Required
        String region,
    @Doc(value = "Its part.", unit = "percent of each limit", example = "60")
        @Range(min = 0, max = 100)
        @Required
        int percent) {}
