package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Range;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** What happens to a prompt that does not fit. */
@ApiObject
public record ContextOverflow(
    @Doc(
            value =
                "Reject: context_too_long (400). LargerWindow: a target with a larger window, else"
                    + " Reject. DropOldestTurns and Summarize shorten the conversation.",
            example = "LargerWindow")
        @Required
        OnOverflow onOverflow,
    @Doc(
            value = "Newest turns that are never touched.",
            unit = "turns",
            byDefault = "6",
            example = "6")
        @Range(min = 1, max = 1000)
        @Nullable Integer keepTurns) {}
