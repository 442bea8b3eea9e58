package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Hours;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model that may answer. */
@ApiObject
public record Target(
    @Doc(
            value =
                "Lower tiers come first; the next one is used when nothing in a tier can answer.",
            byDefault = "1",
            example = "1")
        @Range(min = 1, max = 100)
        @Nullable Integer tier,
    @Doc(
            value = "ProviderBackend; in another namespace only when its allowedRoutes permits.",
            example = "{name: openai}")
        @Required
        NamespacedRef backendRef,
    @Doc(value = "Name of one of its models.", example = "gpt-5")
        @Text(pattern = Patterns.MODEL, max = 128)
        @Required
        String model,
    @Doc(
            value = "For strategy Weighted; 0 takes no traffic.",
            unit = "share of its tier's sum",
            byDefault = "100",
            example = "90")
        @Range(min = 0, max = 1000000)
        @Nullable Integer weight,
    @Doc(
            value = "Kinds of tasks that it serves.",
            byDefault = "every kind",
            example = "[Simple, Complex, Code]")
        @Items(max = 3, unique = true)
        @NotEmpty("leave it out to serve every kind") List<TaskKind> taskKinds,
    @Doc(
            value = "Hours in which it serves. Atomic: a change replaces the list.",
            byDefault = "all day",
            example = "[{timezone: UTC, from: \"00:00\", to: \"06:00\"}]")
        @Items(max = 8)
        @NotEmpty("leave it out to serve all day") List<Hours> schedule) {
  public Target {
    taskKinds = Absent.list(taskKinds);
    schedule = Absent.list(schedule);
  }
}
