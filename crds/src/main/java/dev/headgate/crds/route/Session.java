package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Within;
import org.jspecify.annotations.Nullable;

/** Calls that belong together. */
@ApiObject
public record Session(
    @Doc(
            value =
                "Stay with one target while it is healthy, so that its prompt cache stays warm.",
            byDefault = "true",
            example = "true")
        @Nullable Boolean sticky,
    @Doc(value = "A session without calls ends after it.", byDefault = "24h", example = "24h")
        @Within(min = "1m", max = "9999h")
        @Nullable Timespan idle,
    @Doc(
            value = "When the target changes, the conversation is translated for the new one.",
            byDefault = "Translate",
            example = "Translate")
        @Nullable Continuity continuity) {}
