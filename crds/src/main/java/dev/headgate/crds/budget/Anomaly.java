package dev.headgate.crds.budget;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When spending is out of the ordinary, against the own 7-day median. */
@ApiObject
@ValidationRule(
    value = "has(self.spendVelocity) || has(self.costPerRequestRisePercent)",
    message = "give spendVelocity, costPerRequestRisePercent or both")
@ValidationRule(
    value = "self.action != 'Throttle'",
    message = "an anomaly has no rate to throttle to; use Notify, Degrade or Restrict",
    fieldPath = ".action")
public record Anomaly(
    @Doc(value = "Faster spending.", unit = "times the median", example = "10")
        @Range(min = 2, max = 1000)
        @Nullable Integer spendVelocity,
    @Doc(value = "Dearer requests.", unit = "percent", example = "100")
        @Range(min = 1, max = 100000)
        @Nullable Integer costPerRequestRisePercent,
    @Doc(value = "What happens then.", example = "Degrade") @Required AnomalyAction action) {}
