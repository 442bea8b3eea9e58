package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Again on the same target. */
@ApiObject
@ValidationRule(
    value = "!has(self.failures) || self.failures.all(f, f in ['Transient', 'RateLimited'])",
    message =
        "only Transient and RateLimited can get better on the same target; name the others in"
            + " fallback.failures",
    fieldPath = ".failures")
@ValidationRule(
    value = "!has(self.attempts) || !has(self.maxCalls) || self.attempts < self.maxCalls",
    message = "attempts counts calls after the first, so it must be below maxCalls")
public record Retry(
    @Doc(
            value = "On each target of the first tier.",
            unit = "calls after the first",
            byDefault = "Critical 1, Interactive 1, Batch 2, Internal 1, Experiment 0",
            example = "1")
        @Range(min = 0, max = 10)
        @Nullable Integer attempts,
    @Doc(
            value = "All calls of one request, whatever happens.",
            unit = "calls per request",
            byDefault = "Critical 4, Interactive 3, Batch 6, Internal 3, Experiment 1",
            example = "6")
        @Range(min = 1, max = 20)
        @Nullable Integer maxCalls,
    @Doc(
            value = "Failures worth another call to the same target: Transient, RateLimited.",
            byDefault = "Transient",
            example = "[Transient]")
        @Items(max = 2, unique = true)
        @NotEmpty("set attempts: 0 to switch retries off") List<RouteFailure> failures,
    @Doc("Waits between calls, with full jitter; a provider's Retry-After wins.")
        @Nullable Backoff backoff) {
  public Retry {
    failures = Absent.list(failures);
  }
}
