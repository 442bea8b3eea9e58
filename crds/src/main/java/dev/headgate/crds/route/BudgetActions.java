package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;

/** What a budget's actions mean on this route. */
@ApiObject
public record BudgetActions(
    @Doc(
            value =
                "Cheaper: cheaper targets first. Cheapest: the cheapest only. ServeCached: answers"
                    + " from the cache, then the cheapest.",
            example = "Cheapest")
        @Required
        DegradeTo degradeTo) {}
