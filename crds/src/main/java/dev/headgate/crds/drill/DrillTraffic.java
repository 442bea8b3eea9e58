package dev.headgate.crds.drill;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For which calls the target fails: made up ones, or real ones chosen by percent, by consumer or by
 * both.
 */
@ApiObject
@ValidationRule(
    value = "has(self.synthetic) != (has(self.percent) || has(self.consumers))",
    message = "give either synthetic, or percent, consumers or both")
public record DrillTraffic(
    @Doc(
            value = "Part of the real requests.",
            unit = "percent of requests",
            byDefault = "100 of the named consumers",
            example = "5")
        @Range(min = 1, max = 100)
        @Nullable Integer percent,
    @Doc(
            value = "LlmConsumers in the same namespace whose requests are chosen.",
            byDefault = "every consumer",
            example = "[{name: checkout}]")
        @Items(max = 64, key = "name")
        @NotEmpty("leave it out for every consumer") List<LocalRef> consumers,
    @Doc(value = "Made up requests; nobody's answer is touched.", example = "{requests: 20}")
        @Nullable SyntheticTraffic synthetic) {
  public DrillTraffic {
    consumers = Absent.list(consumers);
  }
}
