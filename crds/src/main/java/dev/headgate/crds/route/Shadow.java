package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** Copies whose answers nobody gets. */
@ApiObject
public record Shadow(
    @Doc(value = "How many are copied.", unit = "percent of requests", example = "1")
        @Range(min = 0, max = 100)
        @Required
        int percent,
    @Doc("Where copies go. Atomic: a change replaces the list.") @Items(min = 1, max = 8) @Required
        List<TargetRef> targets) {
  public Shadow {
    targets = Absent.list(targets);
  }
}
