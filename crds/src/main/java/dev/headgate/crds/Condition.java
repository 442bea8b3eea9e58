package dev.headgate.crds;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One condition, shaped as Kubernetes' metav1.Condition. */
@ApiObject
public record Condition(
    @Doc(value = "What is said.", example = "Ready")
        @Text(pattern = Patterns.REASON, max = 64)
        @Required
        String type,
    @Doc(value = "Whether it holds: True, False or Unknown.", example = "\"True\"")
        @Text(pattern = Patterns.CONDITION_STATUS, max = 7)
        @Required
        String status,
    @Doc(value = "Why, in one word.", example = "Programmed")
        @Text(pattern = Patterns.REASON, max = 64)
        @Required
        String reason,
    @Doc(value = "Why, for people.", example = "2 of 2 proxies run by generation 3")
        @Text(max = 4096)
        @Required
        @JsonInclude(JsonInclude.Include.ALWAYS)
        String message,
    @Doc(value = "Generation of the spec that was looked at.", example = "3")
        @Range(min = 0, max = 9000000000000000L)
        @Nullable Long observedGeneration,
    @Doc(value = "When status changed last.", example = "2026-11-21T10:00:00Z") @Required
        Timestamp lastTransitionTime) {

  /** A condition that was just looked at. */
  public static Condition of(
      ConditionType type,
      ConditionStatus status,
      Reason reason,
      String message,
      long observedGeneration,
      Timestamp lastTransitionTime) {
    return new Condition(
        type.name(), status.name(), reason.name(), message, observedGeneration, lastTransitionTime);
  }
}
