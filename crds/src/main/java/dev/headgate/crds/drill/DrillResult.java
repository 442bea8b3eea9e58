package dev.headgate.crds.drill;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One run. */
@ApiObject
public record DrillResult(
    @Doc(value = "When it began.", example = "\"2026-11-24T09:00:00Z\"") @Required
        Timestamp startedAt,
    @Doc(
            value = "Passed, Failed, or Aborted because the target or the route was not ready.",
            example = "Passed")
        @Required
        Verdict verdict,
    @Doc("What was measured.") @Nullable DrillFigures figures) {}
