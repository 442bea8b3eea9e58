package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests in which a bad answer is worse than none. */
@ApiObject
public record Sensitive(
    @Doc(value = "Fields that count.", example = "[Legal, Medical, Financial]")
        @Items(min = 1, max = 3, unique = true)
        @Required
        List<SensitiveKind> kinds,
    @Doc(
            value = "Quality that they need.",
            unit = "points",
            byDefault = "85, or the route's own when that is higher",
            example = "85")
        @Range(min = 0, max = 100)
        @Nullable Integer qualityFloor,
    @Doc(
            value = "Fail: the caller gets quality_floor_unmet (422) with the best that there was.",
            byDefault = "Fail",
            example = "Fail")
        @Nullable OnUnmet onUnmet) {
  public Sensitive {
    kinds = Absent.list(kinds);
  }
}
