package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** Ask a second target when the first is slow. */
@ApiObject
public record Hedge(
    @Doc(value = "How many may be asked twice.", unit = "percent of requests", example = "2")
        @Range(min = 0, max = 2)
        @Required
        int percent,
    @Doc(
            value = "Tiers of consumers for whom it is done.",
            byDefault = "every tier",
            example = "[paid]")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Items(max = 16, unique = true)
        @NotEmpty("leave it out for every tier") List<String> tiers) {
  public Hedge {
    tiers = Absent.list(tiers);
  }
}
