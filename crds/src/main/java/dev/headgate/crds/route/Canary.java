package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other targets on a part of the traffic. */
@ApiObject
public record Canary(
    @Doc(value = "How much goes there.", unit = "percent of requests", example = "5")
        @Range(min = 1, max = 100)
        @Required
        int percent,
    @Doc(
            value = "Tiers of consumers who are asked first.",
            byDefault = "every tier",
            example = "[free]")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Items(max = 16, unique = true)
        @NotEmpty("leave it out for every tier") List<String> tiers,
    @Doc(
            value = "How long it must be stable before the others follow.",
            byDefault = "48h",
            example = "48h")
        @Within(min = "1m", max = "9999h")
        @Nullable Timespan holdFor,
    @Doc("What is tried. Atomic: a change replaces the list.") @Items(min = 1, max = 8) @Required
        List<TargetRef> targets,
    @Doc("What stable means.") @Nullable PromoteWhen promoteWhen) {
  public Canary {
    tiers = Absent.list(tiers);
    targets = Absent.list(targets);
  }
}
